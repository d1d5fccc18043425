/**
 * Signs and wraps callbacks. The encryption is the npm library wechat-crypto, which shares nothing with Warmline.
 * Source: Official Account access guide (signature) and message encryption guide (modes).
 */
import { createHash, randomInt } from 'node:crypto';
import WXBizMsgCrypt from 'wechat-crypto';
import { writeXml } from './xml.mjs';

export const modes = ['plain', 'compat', 'safe'];

/** SHA-1 over the parts sorted as byte strings and joined, 40 lower-case hex digits. */
export function sha1Signature(...parts) {
  const bytes = parts.map((part) => Buffer.from(part)).sort(Buffer.compare);
  return createHash('sha1').update(Buffer.concat(bytes)).digest('hex');
}

/** @param {import('./defaults.mjs').Account} account */
export function cryptoOf(account) {
  return new WXBizMsgCrypt(account.token, account.aesKey, account.appId);
}

/** Fresh timestamp and nonce and the signature over them. */
export function stamp(account, { timestamp, nonce } = {}) {
  timestamp ??= String(Math.floor(Date.now() / 1000));
  nonce ??= String(randomInt(1_000_000_000, 9_999_999_999));
  return { signature: sha1Signature(account.token, timestamp, nonce), timestamp, nonce };
}

/**
 * @param {import('./defaults.mjs').Account} account
 * @param {Record<string, any>} fields  the message, in the platform's order
 * @param {"plain"|"compat"|"safe"} mode
 * @returns {{query: Record<string, string>, body: string}}
 */
export function seal(account, fields, mode) {
  const query = { ...stamp(account), openid: fields.FromUserName };
  if (mode === 'plain') return { query, body: writeXml(fields) };
  const sealed = encrypt(account, writeXml(fields), query);
  const outside = mode === 'compat' ? fields : { ToUserName: fields.ToUserName };
  return {
    query: { ...query, encrypt_type: 'aes', msg_signature: sealed.msgSignature },
    body: writeXml({ ...outside, Encrypt: sealed.encrypt }),
  };
}

/** @returns {{encrypt: string, msgSignature: string}} */
export function encrypt(account, text, { timestamp, nonce }) {
  const crypto = cryptoOf(account);
  const ciphertext = crypto.encrypt(text);
  return { encrypt: ciphertext, msgSignature: crypto.getSignature(timestamp, nonce, ciphertext) };
}
