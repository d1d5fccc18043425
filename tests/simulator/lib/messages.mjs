/**
 * What users send: turns a request such as {type: "voice", text: "..."} into the fields of the platform's XML.
 * Source: Official Account docs, "receiving messages" and "receiving events"; element order as the platform writes it.
 */
import { randomInt } from 'node:crypto';
import { nextMedia } from './media.mjs';

let lastMsgId = BigInt(Date.now()) * 1_000_000n + BigInt(randomInt(1_000_000));

/** A 64-bit number as text: beyond what a double holds, as on the platform. */
function nextMsgId() {
  lastMsgId += 1n;
  return String(lastMsgId);
}

/** For each type: the elements between MsgType and MsgId, and the words the chat shows for it. */
const types = {
  text: (wish) => ({
    shown: wish.text,
    fields: { Content: need(wish, 'text'), bizmsgmenuid: wish.menuId },
  }),
  image: (wish, base) => {
    const MediaId = wish.mediaId ?? nextMedia('image');
    return { shown: '[图片]', fields: { PicUrl: wish.url ?? `${base}/media/${MediaId}`, MediaId } };
  },
  voice: (wish) => ({
    shown: wish.text ? `[语音] ${wish.text}` : '[语音]',
    fields: {
      MediaId: wish.mediaId ?? nextMedia('voice'),
      Format: wish.format ?? 'amr',
      Recognition: wish.text,
      MediaId16K: nextMedia('voice'),
    },
  }),
  video: (wish) => ({
    shown: '[视频]',
    fields: { MediaId: wish.mediaId ?? nextMedia('video'), ThumbMediaId: nextMedia('thumb') },
  }),
  location: (wish) => ({
    shown: `[位置] ${wish.label ?? ''}`.trim(),
    fields: {
      Location_X: wish.latitude ?? 23.125178,
      Location_Y: wish.longitude ?? 113.235149,
      Scale: wish.scale ?? 15,
      Label: wish.label ?? '',
    },
  }),
  link: (wish) => ({
    shown: `[链接] ${wish.title ?? ''}`.trim(),
    fields: { Title: wish.title ?? '', Description: wish.description ?? '', Url: need(wish, 'url') },
  }),
};
types.shortvideo = types.video;

function need(wish, name) {
  if (typeof wish[name] !== 'string' || wish[name] === '') throw new RangeError(`${name} must be a non-empty string`);
  return wish[name];
}

function common(wish, account, msgType) {
  return {
    ToUserName: account.ghId,
    FromUserName: need(wish, 'openid'),
    CreateTime: wish.createTime ?? Math.floor(Date.now() / 1000),
    MsgType: msgType,
  };
}

/**
 * @param {object} wish  {openid, type?, text?, ...}; msgId and createTime may be set to play a message again
 * @param {import('./defaults.mjs').Account} account
 * @param {string} base  the simulator's own address, for PicUrl
 * @returns {{fields: object, shown: string, type: string}}
 * @throws {RangeError} if the wish is not a message
 */
export function messageFields(wish, account, base) {
  const type = wish.type ?? 'text';
  if (!Object.hasOwn(types, type)) throw new RangeError(`type must be one of ${Object.keys(types).join(', ')}`);
  const { shown, fields } = types[type](wish, base);
  const MsgId = BigInt(wish.msgId ?? nextMsgId());
  return { type, shown, fields: { ...common(wish, account, type), ...fields, MsgId } };
}

const eventWords = { subscribe: '关注了公众号', unsubscribe: '取消了关注', SCAN: '扫描了二维码', CLICK: '点击了菜单' };

/**
 * @param {object} wish  {openid, event, eventKey?, ticket?, extra?: further elements}
 * @returns {{fields: object, shown: string, type: string}}
 */
export function eventFields(wish, account) {
  const event = need(wish, 'event');
  const shown = [eventWords[event] ?? event, wish.label ?? wish.eventKey].filter(Boolean).join('：');
  const fields = {
    ...common(wish, account, 'event'),
    Event: event,
    EventKey: wish.eventKey ?? '',
    Ticket: wish.ticket,
    ...wish.extra,
  };
  return { type: 'event', shown, fields };
}
