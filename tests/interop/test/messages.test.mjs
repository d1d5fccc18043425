// What we send out must be what independent libraries send in our place.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { account } from '../lib/libraries.mjs';
import { startPeer } from '../lib/peer.mjs';
import { startPlatform } from '../lib/platform.mjs';

const require = createRequire(import.meta.url);
const WechatApi = require('wechat-api');
const AccessToken = require('node-easywechat/dist/OfficialAccount/AccessToken.js');
const HttpClient = require('node-easywechat/dist/Core/HttpClient/HttpClient.js');

let platform;
let peer;

before(async () => {
  platform = await startPlatform();
  peer = await startPeer(platform.url);
});
after(async () => {
  assert.equal(await peer.stop(), 0);
  await platform.stop();
});

/** The requests that `action` makes, with their bodies read. */
async function requestsOf(action) {
  platform.requests.length = 0;
  await action();
  return platform.requests.map(({ raw, ...rest }) => ({ ...rest, json: JSON.parse(raw) }));
}

async function sendByUs(to, text) {
  const response = await fetch(`${peer.url}/send`, { method: 'POST', body: JSON.stringify({ to, text }) });
  assert.deepEqual(await response.json(), { delivered: true, code: 0 });
}

function sendByWechatApi(to, text) {
  const api = new WechatApi(account.appId, account.secret, (done) => done(null, { accessToken: encodeURIComponent('TOKEN+/=1'), expireTime: Date.now() + 60_000 }));
  api.endpoint = platform.url;
  return new Promise((resolve, reject) => api.sendText(to, text, (error, result) => (error ? reject(error) : resolve(result))));
}

test('the access token is asked for as node-easywechat does', async () => {
  const ours = await requestsOf(() => sendByUs('oA1', '你好'));
  const http = HttpClient.create({ baseURL: `${platform.url}/` });
  const theirs = await requestsOf(() => new AccessToken(account.appId, account.secret, null, null, http, true).getToken());
  assert.deepEqual(ours.filter((r) => r.path.endsWith('token')), theirs);
});

test('a message is the one that wechat-api sends', async () => {
  for (const text of ['你好', '谢谢🙏🏻', '"引号" \\ / <a href="https://a.invalid">链接</a>', '一\n二\t三']) {
    const ours = await requestsOf(() => sendByUs('oAbC1dE2fG3hI4jK5lM6nO7pQ8rS', text));
    const theirs = await requestsOf(() => sendByWechatApi('oAbC1dE2fG3hI4jK5lM6nO7pQ8rS', text));
    assert.deepEqual(ours, theirs);
  }
});

test('a message is raw UTF-8, without escapes', async () => {
  platform.requests.length = 0;
  await sendByUs('oA1', '好😀');
  assert.match(platform.requests[0].raw, /好😀/);
  assert.doesNotMatch(platform.requests[0].raw, /\\u/);
});
