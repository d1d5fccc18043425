// Two independent implementations of the platform's encryption behind one face.
import { createRequire } from 'node:module';
import { parseStringPromise } from 'xml2js';

const require = createRequire(import.meta.url);
const Encryptor = require('node-easywechat/dist/Core/Encryptor.js');
const WXBizMsgCrypt = require('wechat-crypto');

export const account = {
  appId: 'wx0123456789abcdef',
  secret: 'a secret of the test',
  token: 'warmline-demo',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
};

export async function readXml(text) {
  return (await parseStringPromise(text, { explicitArray: false })).xml;
}

async function easywechatSeal(xml, timestamp, nonce) {
  const encryptor = new Encryptor(account.appId, account.token, account.aesKey, account.appId);
  const sealed = await readXml(encryptor.encrypt(xml, nonce, timestamp));
  return { encrypt: sealed.Encrypt, signature: sealed.MsgSignature };
}

function easywechatOpen(reply) {
  const encryptor = new Encryptor(account.appId, account.token, account.aesKey, account.appId);
  return encryptor.decrypt(reply.Encrypt, reply.MsgSignature, reply.Nonce, reply.TimeStamp);
}

async function cryptoSeal(xml, timestamp, nonce) {
  const crypt = new WXBizMsgCrypt(account.token, account.aesKey, account.appId);
  const encrypt = crypt.encrypt(xml);
  return { encrypt, signature: crypt.getSignature(timestamp, nonce, encrypt) };
}

function cryptoOpen(reply) {
  const crypt = new WXBizMsgCrypt(account.token, account.aesKey, account.appId);
  if (crypt.getSignature(reply.TimeStamp, reply.Nonce, reply.Encrypt) !== reply.MsgSignature) throw new Error('signature');
  const opened = crypt.decrypt(reply.Encrypt);
  if (opened.id !== account.appId) throw new Error('receive id');
  return opened.message;
}

export const libraries = [
  { name: 'node-easywechat', seal: easywechatSeal, open: easywechatOpen },
  { name: 'wechat-crypto', seal: cryptoSeal, open: cryptoOpen },
];

/** The three-part signature, by the library. */
export function signClear(timestamp, nonce) {
  return new Encryptor(account.appId, account.token, account.aesKey).createSignature(account.token, timestamp, nonce);
}
