// Bad input of every kind gets the stated answer and changes nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World, demo, sleep } from './harness.mjs';

const world = new World({ greet: false });
before(() => world.start());
after(() => world.stop());

const path = '/channels/wechat/demo';
const xml = (content, id = '9001') =>
  `<xml><ToUserName><![CDATA[gh_demo]]></ToUserName><FromUserName><![CDATA[someone]]></FromUserName>` +
  `<CreateTime>${Math.floor(Date.now() / 1000)}</CreateTime><MsgType><![CDATA[text]]></MsgType>` +
  `<Content><![CDATA[${content}]]></Content><MsgId>${id}</MsgId></xml>`;
const now = () => Math.floor(Date.now() / 1000);
const hotlineBody = (more = {}) =>
  JSON.stringify({ spec: 'hotline.v1', event: 'call.started', call_id: 'bad-1', event_seq: 1, occurred_at: Date.now(), data: {}, ...more });

/** What a refused call may not change. */
const fingerprint = () => world.redisCli('dbsize') + '/' + world.exported().length;

/** The same once everything in flight has come to rest: an answered message still sends what it promised to others. */
async function settled() {
  let last = fingerprint();
  for (let still = 0; still < 4; ) {
    await sleep(150);
    const now = fingerprint();
    still = now === last ? still + 1 : 0;
    last = now;
  }
  return last;
}

const rows = [
  ['wrong signature', { path, sign: 'wechat', wrong: true, body: xml('家里没菜了') }, 4],
  ['unknown account', { path: '/channels/wechat/nobody', sign: 'wechat', body: xml('家里没菜了') }, 4],
  ['broken XML', { path, sign: 'wechat', body: '<xml><ToUserName>' }, 4],
  ['a DOCTYPE', { path, sign: 'wechat', body: '<!DOCTYPE a [<!ENTITY b "c">]>' + xml('&b;') }, 4],
  ['broken base64', { path, sign: 'wechat-aes-wrapped', encrypt: '%%%%', body: '' }, 4],
  ['oversize', { path, sign: 'wechat', body: xml('长'.repeat(600000)) }, 4],
  ['no signature at all', { path, body: xml('家里没菜了') }, 4],
  ['hotline: wrong signature', { path: '/channels/hotline/12355', sign: 'hotline', wrong: true, body: hotlineBody() }, 401],
  ['hotline: stale timestamp', { path: '/channels/hotline/12355', sign: 'hotline', timestamp: now() - 3600, body: hotlineBody() }, 401],
  ['hotline: broken JSON', { path: '/channels/hotline/12355', sign: 'hotline', body: '{"spec":' }, 422],
  ['hotline: field missing', { path: '/channels/hotline/12355', sign: 'hotline', body: '{"spec":"hotline.v1"}' }, 422],
  ['hotline: oversize', { path: '/channels/hotline/12355', sign: 'hotline', body: hotlineBody({ pad: 'x'.repeat(300000) }) }, 413],
  ['hotline: unknown account', { path: '/channels/hotline/999', sign: 'hotline', body: hotlineBody() }, 404],
  ['no such path', { path: '/channels/telegram/x', body: '' }, 404],
];

for (const [why, raw, status] of rows)
  test(`${why} is refused and changes nothing`, async () => {
    const before = await settled();
    const answer = await world.post('/sim/raw', { method: 'POST', ...raw });
    if (status < 10) assert.equal(Math.floor(answer.status / 100), status, JSON.stringify(answer));
    else assert.equal(answer.status, status, JSON.stringify(answer));
    assert.equal(await settled(), before);
  });

test('an unknown event and an unknown kind are answered without a fault', async () => {
  const event = await world.post('/sim/event', { openid: demo.requester, event: 'brand_new_event' });
  assert.equal(event.fault ?? null, null);
  assert.equal(event.attempts.at(-1).status, 200);
});

test('invalid UTF-8 gets an answer and does no harm', async () => {
  const body = Buffer.concat([Buffer.from(xml('A', '9100').split('A')[0]), Buffer.from([0xff, 0xfe, 0xc0]), Buffer.from(xml('A', '9100').split('A').slice(1).join('A'))]);
  const answer = await world.post('/sim/raw', { method: 'POST', path, sign: 'wechat', bodyBase64: body.toString('base64') });
  assert.ok(answer.status === 200 || Math.floor(answer.status / 100) === 4, JSON.stringify(answer));
  assert.equal((await fetch(`${world.url}/healthz`)).status, 200);
});

test('10,000 characters of text are read calmly', async () => {
  const answer = await world.post('/sim/raw', { method: 'POST', path, sign: 'wechat', body: xml('家里老人没人照顾。'.repeat(1100), '9200') });
  assert.equal(answer.status, 200, JSON.stringify(answer));
});

test('a replayed message gets the same answer and changes nothing', async () => {
  const first = await world.post('/sim/message', { openid: demo.requester, type: 'text', text: '家里没菜了，能送点菜吗', msgId: '77001' });
  const before = await settled();
  const again = await world.post('/sim/message', { openid: demo.requester, type: 'text', text: '家里没菜了，能送点菜吗', msgId: '77001', createTime: first.createTime });
  assert.equal(again.reply?.text, first.reply?.text);
  assert.equal(await settled(), before);
});
