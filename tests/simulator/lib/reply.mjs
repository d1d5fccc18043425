/** Reads what Warmline answered to a callback, as strictly as the platform does. */
import { cryptoOf } from './envelope.mjs';
import { readXml } from './xml.mjs';

const textBytesMax = 2048;
const daySeconds = 24 * 3600;

/** What the user sees when the account answers nonsense or not at all. */
export const faultNotice = '该公众号提供的服务出现故障，请稍后再试';

/** For each reply type: the facts to show, or undefined if a needed element is missing. */
const readers = {
  text: ({ Content }) => (Content ? { text: Content } : undefined),
  image: ({ Image }) => (Image?.MediaId ? { text: '[图片]', mediaId: Image.MediaId } : undefined),
  voice: ({ Voice }) => (Voice?.MediaId ? { text: '[语音]', mediaId: Voice.MediaId } : undefined),
  video: ({ Video }) => (Video?.MediaId ? { text: `[视频] ${Video.Title ?? ''}`.trim() } : undefined),
  music: ({ Music }) => (Music ? { text: `[音乐] ${Music.Title ?? ''}`.trim() } : undefined),
  news: ({ Articles }) =>
    Articles?.item?.Title ? { text: `[图文] ${Articles.item.Title}`, url: Articles.item.Url } : undefined,
  transfer_customer_service: () => ({ text: '[已转接人工客服]' }),
};

/**
 * @typedef {object} Reply
 * @property {string} type  the platform's MsgType
 * @property {string} text  what the chat shows
 * @property {boolean} encrypted
 * @property {number} createTime  Unix seconds
 */

/**
 * @param {string} body  of an answer with status 200
 * @param {{account: import('./defaults.mjs').Account, openid: string, mode: "plain"|"compat"|"safe"}} context
 * @returns {Reply|null} null if the account says nothing
 * @throws {Error} with the reason, if the platform would show its fault notice
 */
export function readReply(body, { account, openid, mode }) {
  if (body === '' || body === 'success') return null;
  const outside = readXml(body);
  const encrypted = outside.Encrypt !== undefined;
  if (encrypted && mode === 'plain') throw new Error('encrypted reply to a clear callback');
  if (!encrypted && mode === 'safe') throw new Error('clear reply to an encrypted callback');
  const fields = encrypted ? readXml(open(account, outside)) : outside;
  return { ...content(fields, account, openid), encrypted };
}

function open(account, { Encrypt, MsgSignature, TimeStamp, Nonce }) {
  const crypto = cryptoOf(account);
  if (!TimeStamp || !Nonce) throw new Error('encrypted reply without TimeStamp or Nonce');
  if (crypto.getSignature(TimeStamp, Nonce, Encrypt) !== MsgSignature) throw new Error('wrong MsgSignature');
  const { message, id } = crypto.decrypt(Encrypt);
  if (id !== account.appId) throw new Error('encrypted for another app id');
  return message;
}

function content(fields, account, openid) {
  if (fields.ToUserName !== openid) throw new Error('ToUserName is not the user who wrote');
  if (fields.FromUserName !== account.ghId) throw new Error('FromUserName is not the account');
  const createTime = Number(fields.CreateTime);
  if (!(Math.abs(createTime - Date.now() / 1000) < daySeconds)) throw new Error('CreateTime is not now in seconds');
  const reader = readers[fields.MsgType];
  if (!reader) throw new Error('unknown MsgType');
  const facts = reader(fields);
  if (!facts) throw new Error(`a ${fields.MsgType} reply without its content`);
  if (Buffer.byteLength(facts.text) > textBytesMax) throw new Error(`text over ${textBytesMax} bytes`);
  return { type: fields.MsgType, ...facts, createTime };
}
