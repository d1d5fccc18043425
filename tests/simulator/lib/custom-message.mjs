/** Customer-service messages as the platform checks them. Source: Official Account docs, "customer service messages". */

const textBytesMax = 2048;

/** For each message type of custom/send: an errcode, or the words to show. */
const shapes = {
  text: ({ content }) => {
    if (typeof content !== 'string' || content === '') return 44004;
    return Buffer.byteLength(content) > textBytesMax ? 45002 : { text: content };
  },
  image: ({ media_id: id }) => (id ? { text: '[图片]' } : 40007),
  voice: ({ media_id: id }) => (id ? { text: '[语音]' } : 40007),
  video: ({ media_id: id, title }) => (id ? { text: `[视频] ${title ?? ''}`.trim() } : 40007),
  news: ({ articles }) => {
    if (!Array.isArray(articles) || articles.length === 0) return 44004;
    return articles.length > 1 ? 45008 : { text: `[图文] ${articles[0].title}`, url: articles[0].url };
  },
  msgmenu: ({ head_content: head = '', list, tail_content: tail = '' }) => {
    if (!Array.isArray(list) || list.length === 0) return 44004;
    const menu = list.map(({ id, content }) => ({ id: String(id), content: String(content) }));
    const text = [head, ...menu.map(({ content }) => `· ${content}`), tail].filter(Boolean).join('\n');
    return Buffer.byteLength(text) > textBytesMax ? 45002 : { text, head, menu, tail };
  },
};

/**
 * @param {unknown} type  msgtype of the message
 * @param {object} content  the element named after it
 * @returns {number|{text: string}} the platform's errcode if it refuses, or what the chat shows
 */
export function showOf(type, content) {
  return Object.hasOwn(shapes, type) ? shapes[type](content) : 40008;
}

/** Reads a JSON body as the platform does: raw UTF-8, no \uXXXX. @returns {object|number} an errcode if refused */
export function readPlatformJson(bytes) {
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return 40033;
  }
  if (/(^|[^\\])(\\\\)*\\u[0-9a-fA-F]{4}/.test(text)) return 40033;
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === 'object' ? value : 47001;
  } catch {
    return 47001;
  }
}
