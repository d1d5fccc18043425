import http from 'node:http';
import https from 'node:https';

const bodyBytesMax = 4 * 1024 * 1024;

/**
 * One request, byte for byte as given, under one time limit for all of it.
 * @param {string} url  with its query already encoded
 * @param {{method?: string, headers?: Record<string, string>, body?: string|Buffer, timeoutMs: number,
 *          signal?: AbortSignal}} request
 * @returns {Promise<{status: number, headers: object, body: string, ms: number, error?: string}>} status 0 with the
 *          error's code ("timeout", "ECONNREFUSED", ...) if there was no answer; it never rejects
 */
export function call(url, { method = 'POST', headers = {}, body = '', timeoutMs, signal }) {
  const started = performance.now();
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
  const limit = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve) => {
    const finish = (outcome) => {
      clear();
      resolve({ status: 0, headers: {}, body: '', ...outcome, ms: Math.round(performance.now() - started) });
    };
    const length = method === 'GET' ? {} : { 'Content-Length': bytes.length };
    const request = (url.startsWith('https:') ? https : http).request(url, {
      method,
      headers: { ...length, ...headers },
      agent: false,
    });
    const cut = () => request.destroy(Object.assign(new Error(), { code: limit.aborted ? 'timeout' : 'stopped' }));
    const clear = () => [limit, signal].forEach((one) => one?.removeEventListener('abort', cut));
    if (signal?.aborted) cut();
    [limit, signal].forEach((one) => one?.addEventListener('abort', cut));
    request.on('error', (error) => finish({ error: error.code ?? 'error' }));
    request.on('response', (response) =>
      collect(response)
        .then((text) => finish({ status: response.statusCode, headers: response.headers, body: text }))
        .catch((error) => finish({ error: error.code ?? 'error' })),
    );
    request.end(bytes);
  });
}

async function collect(response) {
  const chunks = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > bodyBytesMax) throw Object.assign(new Error(), { code: 'too_long' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Waits, or ends early when the signal fires. @returns {Promise<boolean>} whether the whole time passed */
export function pause(ms, signal) {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve(false);
    const ended = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', ended);
      resolve(true);
    }, ms);
    signal?.addEventListener('abort', ended, { once: true });
    return undefined;
  });
}
