import { post } from './api.mjs';
import { Column } from './column.mjs';
import { avatar, button, h } from './dom.mjs';

const keys = [
  ['1', '心理困惑'],
  ['2', '工作需求'],
  ['3', '生活需求'],
];
const marks = { sending: '…', sent: '✓', failed: '！' };

/** A caller's telephone: dials the hotline, presses keys, speaks, hangs up. */
export class Phone extends Column {
  #callId;
  #dialling;
  /** The line of each event, by call and seq, so that its delivery can be marked. */
  #lines = new Map();

  constructor(persona, line) {
    super(persona, { placeholder: '说一句话' });
    this.line = line;
    this.dial = button(`拨打 ${line}`, () => this.#begin(), { class: 'main dial' });
    this.hangUp = button('挂断', () => this.#step('end'), { class: 'danger' });
    this.keys = h(
      'div',
      { class: 'keys', role: 'group', 'aria-label': '按键' },
      ...keys.map(([digit, label]) =>
        button('', () => this.#step('digit', { digit }), { 'aria-label': `按 ${digit}，${label}` }),
      ),
    );
    this.keys.childNodes.forEach((key, index) => key.append(h('b', {}, keys[index][0]), h('span', {}, keys[index][1])));
    this.composer.before(h('div', { class: 'pad' }, this.dial, this.keys, this.hangUp));
    this.section.classList.add('phone');
    this.#draw();
  }

  send(text) {
    this.#step('segment', { text });
  }

  /** @param {object} entry  of kind call, from this telephone */
  take(entry) {
    const { event, callId, at } = entry;
    if (event === 'call.started') this.#callId = callId;
    if (event === 'call.ended' || event === 'call.abandoned') this.#callId = undefined;
    const line = this.#lineOf(entry);
    const former = this.#guess(entry);
    this.#lines.set(`${callId}/${entry.eventSeq}`, line);
    if (former) former.replaceWith(line);
    else this.add(line, at, { counts: false });
    this.#draw();
  }

  clear() {
    super.clear();
    this.#lines.clear();
    this.#callId = undefined;
    this.#draw();
  }

  /** A later revision replaces the guess before it. */
  #guess({ event, callId, eventSeq }) {
    const former = this.#lines.get(`${callId}/${eventSeq - 1}`);
    return event === 'transcript.segment' && former?.classList.contains('guess') ? former : undefined;
  }

  #lineOf({ event, text, digit, final, speaker }) {
    const mark = h('span', { class: 'mark', title: '正在送达' }, marks.sending);
    if (event === 'transcript.segment') {
      const mine = speaker !== 'agent';
      const face = mine ? avatar(this.persona.name) : avatar('接', 'brand');
      const bubble = h('div', { class: 'bubble' }, final ? text : `${text}…`, mark);
      return h('li', { class: `line ${mine ? 'mine' : ''} ${final ? '' : 'guess'}` }, face, bubble);
    }
    const words = {
      'call.started': `拨通 ${this.line}`,
      'call.ended': '通话结束',
      'call.abandoned': '未接通就挂断',
      'ivr.digit': `按下 ${digit}`,
      'agent.note': `话务员记录：${text}`,
    };
    return h('li', { class: 'note' }, words[event] ?? event, mark);
  }

  /** Shows on its line whether an event was delivered. @param {object} entry  of kind hotline */
  mark({ callId, eventSeq, status, error }) {
    const mark = this.#lines.get(`${callId}/${eventSeq}`)?.querySelector('.mark');
    if (!mark) return;
    mark.textContent = status === 200 ? marks.sent : marks.failed;
    mark.title = status === 200 ? '已送达' : `未送达：${error ?? status}`;
    mark.classList.toggle('failed', status !== 200);
  }

  #draw() {
    const calling = this.#callId !== undefined;
    this.dial.hidden = calling;
    this.keys.hidden = !calling;
    this.hangUp.hidden = !calling;
    this.status.textContent = calling ? '通话中' : '空闲';
    this.status.classList.toggle('live', calling);
  }

  /** Dials, unless a call is on already; gives its id as soon as the first event tells it. */
  #begin() {
    this.#dialling ??= post('call', { from: this.persona.phone })
      .then(({ callId }) => callId)
      .catch((error) => this.#complain(error))
      .finally(() => {
        this.#dialling = undefined;
      });
    return this.#dialling;
  }

  async #step(verb, facts = {}) {
    const id = this.#callId ?? (await this.#begin());
    if (id) post(`call/${id}/${verb}`, facts).catch((error) => this.#complain(error));
  }

  #complain(error) {
    this.add(h('li', { class: 'note fault' }, error.message), Date.now(), { counts: false });
  }
}
