/**
 * Makes an element. Text goes in as text nodes only, so nothing that Warmline or a user wrote can become markup.
 * @param {string} tag
 * @param {Record<string, any>} [properties] `class`, `on...` handlers, `aria-...` and `data-...` attributes, properties
 * @param {...(Node|string|null|undefined|false)} children
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class') element.className = value;
    else if (name.includes('-') || name === 'role' || name === 'for') element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A plain button. */
export function button(label, onclick, properties = {}) {
  return h('button', { type: 'button', onclick, ...properties }, label);
}

const clock = new Intl.DateTimeFormat('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false });
const date = new Intl.DateTimeFormat('zh-CN', { month: 'long', day: 'numeric', weekday: 'short' });

/** 14:05; with the day in front if it is not today. @param {number} at Unix ms */
export function timeWords(at) {
  const day = new Date(at).toDateString();
  if (day === new Date().toDateString()) return clock.format(at);
  return `${date.format(at)} ${clock.format(at)}`;
}

/** A tint for a name, the same each time. */
export function tintOf(name) {
  const sum = [...name].reduce((total, letter) => total + letter.codePointAt(0), 0);
  return `tint-${sum % 6}`;
}

/** The round picture: the first letter of a name on its tint. */
export function avatar(name, tint = tintOf(name)) {
  return h('span', { class: `avatar ${tint}`, 'aria-hidden': 'true' }, [...name][0] ?? '?');
}
