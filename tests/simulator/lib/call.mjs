/** One telephone call as the gateway reports it, event by event. Data of each event: spec hotline.v1. */
import { randomBytes } from 'node:crypto';
import { deliverEvent } from './hotline.mjs';

const keyLabels = { 1: '心理困惑', 2: '工作需求', 3: '生活需求', 9: '重听', 0: '人工' };

/** Mainland mobiles become E.164, anything else stays as received. */
function number(text) {
  return /^1\d{10}$/.test(text) ? `+86${text}` : text;
}

/** One call; its events go out one after the other. */
export class Call {
  #queue = Promise.resolve();
  #seq = 0;
  #segments = 0;
  #notes = 0;
  sent = [];
  digits = '';
  over = false;

  constructor(sim, { from, region }) {
    this.sim = sim;
    this.stopping = sim.stopping;
    this.startedAt = Date.now();
    this.id = `sim-${this.startedAt.toString(36)}-${randomBytes(4).toString('hex')}`;
    this.from = from ?? '';
    this.caller = { number: number(this.from), anonymous: this.from === '', region };
  }

  start() {
    return this.#send('call.started', { line: this.sim.hotline.id, ivr_flow: 'main' });
  }

  digit(digit) {
    if (!/^[0-9*#A-D]$/.test(digit)) throw new RangeError('digit must be one of 0-9 * # A-D');
    this.digits += digit;
    return this.#send('ivr.digit', { digit, collected: this.digits, menu: 'main', label: keyLabels[digit] });
  }

  /**
   * A spoken piece. With no revisions given, the first half comes first as a guess and then the whole as final.
   * @param {{text: string, speaker?: "caller"|"agent"|"bot", revisions?: string[], final?: boolean, segmentId?: string}} said
   */
  async segment({ text, speaker = 'caller', revisions, final = true, segmentId }) {
    if (typeof text !== 'string' || text === '') throw new RangeError('text must be a non-empty string');
    const guesses = revisions ?? (text.length > 3 ? [[...text].slice(0, [...text].length / 2).join('')] : []);
    const startMs = Date.now() - this.startedAt;
    const base = { segment_id: segmentId ?? `s-${(this.#segments += 1)}`, speaker, start_ms: startMs, lang: 'zh-CN' };
    const pieces = [...guesses, text].map((words, index) => ({
      ...base,
      revision: index + 1,
      final: final && index === guesses.length,
      end_ms: startMs + [...words].length * 250,
      text: words,
      confidence: index === guesses.length ? 0.93 : 0.81,
    }));
    return Promise.all(
      pieces.map((data) => this.#send('transcript.segment', data, { speaker, text: data.text, final: data.final })),
    );
  }

  note({ text, agent = { id: '1001', name: '值班员' }, tags = [] }) {
    return this.#send('agent.note', { note_id: `n-${(this.#notes += 1)}`, agent, text, tags }, { text });
  }

  end({ abandoned = false, hangupBy = 'caller' } = {}) {
    const endedAt = Date.now();
    const times = { started_at: this.startedAt, ended_at: endedAt, digits: this.digits, hangup_by: hangupBy };
    const data = abandoned
      ? { ...times, stage: 'queue', queue_ms: endedAt - this.startedAt, callback_requested: false }
      : {
          ...times,
          answered_at: this.startedAt,
          ivr_ms: 0,
          queue_ms: 0,
          talk_ms: endedAt - this.startedAt,
          last_event_seq: this.#seq + 1,
        };
    const sending = this.#send(abandoned ? 'call.abandoned' : 'call.ended', data);
    this.over = true;
    return sending;
  }

  /** Sends a stored event again, byte for byte. */
  resend(seq) {
    const event = this.sent.find((one) => one.seq === seq);
    if (!event) throw new RangeError('this call has no event of that seq');
    return this.#enqueue(event);
  }

  summary() {
    return {
      callId: this.id,
      from: this.from,
      over: this.over,
      digits: this.digits,
      events: this.sent.map(({ body, ...shown }) => shown),
    };
  }

  #send(event, data, shown = {}) {
    if (this.over) throw new RangeError('the call is over');
    const seq = (this.#seq += 1);
    const envelope = {
      spec: 'hotline.v1',
      event,
      call_id: this.id,
      event_seq: seq,
      occurred_at: Date.now(),
      provider: 'simulator',
      provider_ref: this.id,
      direction: 'inbound',
      caller: this.caller,
      callee: { number: this.sim.hotline.id },
      data,
    };
    const record = {
      event,
      seq,
      digit: data.digit,
      ...shown,
      status: null,
      attempts: [],
      body: JSON.stringify(envelope),
    };
    this.sent.push(record);
    this.sim.journal.add('call', {
      callId: this.id,
      from: this.from,
      event,
      eventSeq: seq,
      digit: data.digit,
      ...shown,
    });
    return this.#enqueue(record);
  }

  #enqueue(record) {
    this.#queue = this.#queue.then(() => deliverEvent(this.sim, this.id, record, this.stopping));
    return this.#queue;
  }
}
