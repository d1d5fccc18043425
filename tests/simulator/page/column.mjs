/** What a chat column and the telephone column share: head, list, unread count, composer. */
import { avatar, button, h, timeWords } from './dom.mjs';

const gapMs = 5 * 60 * 1000;
const nearEndPx = 60;

export class Column {
  #lastAt = 0;
  #unread = 0;
  #seen = false;
  #tabCount = h('span', { class: 'count', hidden: true });

  /** @param {{name: string, note?: string, hints?: string[]}} persona */
  constructor(persona, { placeholder, extra }) {
    this.persona = persona;
    this.status = h('span', { class: 'status' });
    this.list = h('ol', {
      class: 'list',
      role: 'log',
      'aria-live': 'polite',
      'aria-label': `${persona.name}的对话`,
      tabIndex: 0,
    });
    this.more = button('↓ 新消息', () => this.#toEnd(), { class: 'more', hidden: true });
    this.box = h('textarea', {
      rows: 1,
      placeholder,
      'aria-label': `${persona.name}：${placeholder}`,
      enterKeyHint: 'send',
    });
    this.composer = h(
      'form',
      { class: 'composer' },
      this.box,
      h('button', { type: 'submit', class: 'main' }, '发送'),
      extra,
    );
    this.hints = h('div', { class: 'hints', role: 'group', 'aria-label': '常用语' });
    this.section = h(
      'section',
      { class: 'column', 'aria-label': persona.name },
      h(
        'header',
        {},
        avatar(persona.name),
        h(
          'div',
          { class: 'who' },
          h('h2', {}, persona.name),
          h('p', { title: persona.note }, persona.note ?? ''),
          this.status,
        ),
      ),
      h('div', { class: 'scroll' }, this.list, this.more),
      this.hints,
      this.composer,
    );
    this.tab = button('', () => this.show(), { class: 'tab', title: persona.note });
    this.tab.append(avatar(persona.name), h('span', {}, persona.name), this.#tabCount);
    this.#wire();
    for (const phrase of persona.hints ?? [])
      this.hints.append(button(phrase, () => this.send(phrase), { title: phrase }));
  }

  /** Sends what was typed or tapped; each kind of column knows how. @param {string} text */
  send(text) {
    throw new Error(`not sent: ${text}`);
  }

  show() {
    this.section.scrollIntoView({ behavior: 'smooth', inline: 'start', block: 'nearest' });
    if (matchMedia('(pointer: fine)').matches) this.box.focus({ preventScroll: true });
  }

  /** Tells the column whether it is on the screen. */
  set seen(seen) {
    this.#seen = seen;
    this.tab.classList.toggle('here', seen);
    if (seen) {
      this.tab.setAttribute('aria-current', 'true');
      this.tab.scrollIntoView({ inline: 'nearest', block: 'nearest' });
    } else this.tab.removeAttribute('aria-current');
    this.#count();
  }

  /** Appends a line, with the time before it after a silence. @param {{counts: boolean}} how whether it is news */
  add(line, at, { counts }) {
    const atEnd = this.#atEnd();
    if (at - this.#lastAt > gapMs) this.list.append(h('li', { class: 'time' }, timeWords(at)));
    this.#lastAt = at;
    this.list.append(line);
    if (atEnd) this.#toEnd();
    if (counts) this.#unread += 1;
    this.#count();
  }

  clear() {
    this.list.replaceChildren();
    this.#lastAt = 0;
    this.markRead();
  }

  markRead() {
    this.#unread = 0;
    this.#count();
  }

  #wire() {
    const submit = (event) => {
      event.preventDefault();
      const text = this.box.value.trim();
      if (text === '') return;
      this.box.value = '';
      this.#grow();
      this.send(text);
    };
    this.composer.addEventListener('submit', submit);
    this.box.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event);
    });
    this.box.addEventListener('input', () => this.#grow());
    this.list.addEventListener('scroll', () => this.#count());
    document.addEventListener('visibilitychange', () => this.#count());
  }

  #grow() {
    this.box.rows = Math.min(4, Math.max(1, Math.ceil(this.box.value.length / 14)));
  }

  #atEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < nearEndPx;
  }

  #toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
  }

  /** News are read once the column is on the screen, at its end, and the page in front. */
  #count() {
    const atEnd = this.#atEnd();
    if (this.#seen && atEnd && !document.hidden) this.#unread = 0;
    this.more.hidden = atEnd || this.#unread === 0;
    this.#tabCount.hidden = this.#unread === 0;
    this.#tabCount.textContent = this.#unread > 99 ? '99+' : String(this.#unread);
    this.#tabCount.setAttribute('aria-label', `${this.#unread} 条未读`);
  }
}
