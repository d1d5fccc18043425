/**
 * How the telephone gateway signs an event of hotline.v1 and gets it delivered: again on time-out, 429 and 5xx, after 1,
 * 5, 30, 120, 600 s and then every 600 s for 24 hours. A retry carries a new timestamp and the same bytes.
 */
import { createHmac } from 'node:crypto';
import { call, pause } from './http-client.mjs';

const dayMs = 24 * 3600 * 1000;
const answerCharsMax = 500;

/** @returns {Record<string, string>} the three headers of one delivery */
export function hotlineHeaders({ keyId, secret }, body, timestamp = String(Math.floor(Date.now() / 1000))) {
  const mac = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
  return {
    'Content-Type': 'application/json; charset=utf-8',
    'X-Hotline-Key-Id': keyId,
    'X-Hotline-Timestamp': timestamp,
    'X-Hotline-Signature': `v1=${mac}`,
  };
}

/**
 * Delivers one event; returns when it was taken or refused for good, or when `stopping` fires.
 * @param {import('./simulator.mjs').Simulator} sim
 * @param {string} callId  for the journal
 * @param {{event: string, seq: number, body: string, status: number|null, attempts: object[]}} record  written to
 * @param {AbortSignal} stopping
 */
export async function deliverEvent({ settings, hotline, journal }, callId, record, stopping) {
  const giveUpAt = Date.now() + dayMs;
  for (let tries = 0; ; tries += 1) {
    const {
      status,
      ms,
      error,
      body: answer,
    } = await call(`${settings.warmline}/channels/hotline/${hotline.id}`, {
      headers: hotlineHeaders(hotline, record.body),
      body: record.body,
      timeoutMs: settings.callbackTimeoutMs,
      signal: stopping,
    });
    record.status = status;
    record.attempts.push({ status, ms, error, answer: answer.slice(0, answerCharsMax) });
    const { event, seq: eventSeq } = record;
    journal.add('hotline', { callId, event, eventSeq, number: tries + 1, status, ms, error });
    const again = status === 0 || status === 429 || status >= 500;
    const pauses = settings.hotlineRetryMs;
    if (!again || Date.now() > giveUpAt) return;
    if (!(await pause(pauses[Math.min(tries, pauses.length - 1)], stopping))) return;
  }
}
