import { post } from './api.mjs';
import { Column } from './column.mjs';
import { avatar, button, h } from './dom.mjs';

/** The account's menu: its keys are the contract, its labels are not. */
const menuKeys = [
  ['REQ_NEW', '我要求助'],
  ['REQ_STATUS', '查进度'],
  ['VOL_JOIN', '我要帮忙'],
  ['HUMAN', '找人工'],
];
const place = { latitude: 23.125178, longitude: 113.235149, label: '广州市荔湾区昌华街' };
/** How long the platform shows the typing sign. */
const typingMs = 15_000;
const vias = { passive: '当场回复', custom: '客服消息', platform: '平台提示' };

/** One person's chat with the account, seen from that person's telephone. */
export class Chat extends Column {
  constructor(persona) {
    const tray = h('div', { class: 'tray', hidden: true });
    const plus = button(
      '＋',
      () => {
        tray.hidden = !tray.hidden;
        plus.setAttribute('aria-expanded', String(!tray.hidden));
      },
      { class: 'plus', 'aria-label': '更多：语音、图片、位置、菜单', 'aria-expanded': 'false' },
    );
    super(persona, { placeholder: '说点什么', extra: plus });
    this.#fill(tray);
    this.section.append(tray);
    this.typing = h('li', { class: 'typing', 'aria-hidden': 'true' }, h('i'), h('i'), h('i'));
  }

  send(text, facts = {}) {
    this.#post('message', { type: 'text', text, ...facts });
  }

  /** @param {object} entry  of kind message or typing, about this person */
  take(entry) {
    clearTimeout(this.typingEnds);
    this.typing.remove();
    if (entry.kind === 'typing') {
      if (entry.on) this.list.append(this.typing);
      this.typingEnds = setTimeout(() => this.typing.remove(), typingMs);
      return;
    }
    const { at, direction } = entry;
    const quiet = entry.type === 'event' || direction === 'notice';
    this.add(quiet ? this.#note(entry) : this.#bubble(entry), at, { counts: direction !== 'in' });
  }

  /** @param {{following: boolean, left: number}|undefined} contact */
  set contact(contact) {
    if (!contact) return;
    this.status.textContent = contact.following ? `可收 ${contact.left} 条` : '未关注';
    this.status.title = '平台还允许账号主动发给这个人的消息数';
    this.status.classList.toggle('spent', !contact.following || contact.left === 0);
  }

  #note({ text, fault }) {
    return h('li', { class: fault ? 'note fault' : 'note', title: fault }, text);
  }

  #bubble({ direction, via, type, text, menu, head, tail }) {
    const mine = direction === 'in';
    const words = menu ? [head, this.#menu(menu), tail] : [text];
    const bubble = h('div', { class: `bubble ${type}`, title: mine ? undefined : vias[via] }, ...words);
    const face = mine ? avatar(this.persona.name) : avatar('暖', 'brand');
    return h('li', { class: mine ? 'line mine' : 'line' }, face, bubble);
  }

  #menu(menu) {
    return h(
      'div',
      { class: 'choices' },
      ...menu.map(({ id, content }) => button(content, () => this.send(content, { menuId: id }))),
    );
  }

  #fill(tray) {
    const spoken = () => {
      const text = this.box.value.trim();
      this.box.value = '';
      return text === '' ? {} : { text };
    };
    tray.append(
      button('语音', () => this.#post('message', { type: 'voice', ...spoken() }), {
        title: '把输入框里的话当作语音发出；空着就是没有识别文字的语音',
      }),
      button('图片', () => this.#post('message', { type: 'image' })),
      button('视频', () => this.#post('message', { type: 'video' })),
      button('位置', () => this.#post('message', { type: 'location', ...place })),
      ...menuKeys.map(([eventKey, label]) =>
        button(label, () => this.#post('event', { event: 'CLICK', eventKey, label }), {
          class: 'key',
          title: `菜单 ${eventKey}`,
        }),
      ),
      button('关注', () => this.#post('event', { event: 'subscribe' })),
      button('取消关注', () => this.#post('event', { event: 'unsubscribe' })),
    );
  }

  #post(path, wish) {
    post(path, { openid: this.persona.openid, ...wish }).catch((error) =>
      this.add(h('li', { class: 'note fault' }, error.message), Date.now(), { counts: false }),
    );
  }
}
