import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readXml } from '../lib/xml.mjs';
import { faultNotice } from '../lib/reply.mjs';
import { sha1Signature } from '../lib/envelope.mjs';
import { demoAccount } from '../lib/defaults.mjs';
import { peer, startBoth, textReply } from './support.mjs';

const openid = 'oTest-1';

test('a clear callback is signed, names its openid and carries the message', async (t) => {
  const both = await startBoth(t, () => ({ body: textReply(openid, '收到 & 谢谢 <b>') }));
  const result = await both.post('/sim/message', { openid, text: '家里 <老人> ]]> & 没人照顾' });
  const [{ path, query, body, headers }] = both.seen;
  assert.equal(path, '/channels/wechat/demo');
  assert.equal(query.signature, sha1Signature(demoAccount.token, query.timestamp, query.nonce));
  assert.deepEqual(Object.keys(query), ['signature', 'timestamp', 'nonce', 'openid']);
  assert.equal(headers['content-type'], 'text/xml');
  const fields = readXml(body);
  assert.equal(fields.Content, '家里 <老人> ]]> & 没人照顾');
  assert.equal(fields.FromUserName, openid);
  assert.equal(fields.ToUserName, demoAccount.ghId);
  assert.match(fields.MsgId, /^\d{19}$/);
  assert.equal(result.reply.text, '收到 & 谢谢 <b>');
  assert.equal(result.attempts.length, 1);
  assert.equal(result.fault, undefined);
});

for (const mode of ['safe', 'compat']) {
  test(`${mode} mode: an independent peer opens the callback, and its sealed reply is read`, async (t) => {
    const both = await startBoth(
      t,
      ({ query, body }) => {
        const outside = readXml(body);
        assert.equal(outside.Content === undefined, mode === 'safe');
        const text = peer.decrypt(outside.Encrypt, query.msg_signature, query.nonce, query.timestamp);
        assert.equal(query.encrypt_type, 'aes');
        return { body: peer.encrypt(textReply(openid, `回声：${readXml(text).Content}`), 'n0nce', '1700000000') };
      },
      { settings: { mode } },
    );
    for (const text of ['长者照护', '👨‍👩‍👧‍👦 ]]> &lt;', 'x'.repeat(31), '字'.repeat(500)]) {
      const { reply, fault } = await both.post('/sim/message', { openid, text });
      assert.equal(fault, undefined);
      assert.equal(reply.encrypted, true);
      assert.equal(reply.text, `回声：${text}`);
    }
  });
}

test('every message type and event reaches Warmline with the elements of the platform', async (t) => {
  const both = await startBoth(t);
  const rows = [
    ['message', { type: 'image' }, { MsgType: 'image', PicUrl: /^http:\/\/127/, MediaId: /^sim-image/ }],
    [
      'message',
      { type: 'voice' },
      { MsgType: 'voice', Format: 'amr', MediaId16K: /^sim-voice/, Recognition: undefined },
    ],
    ['message', { type: 'voice', text: '要口罩' }, { MsgType: 'voice', Recognition: '要口罩' }],
    ['message', { type: 'video' }, { MsgType: 'video', ThumbMediaId: /^sim-thumb/ }],
    [
      'message',
      { type: 'location', latitude: 23.5, longitude: 113.1, label: '荔湾区' },
      { Location_X: '23.5', Location_Y: '113.1', Label: '荔湾区' },
    ],
    [
      'message',
      { type: 'link', title: '标题', url: 'https://example.invalid/' },
      { Title: '标题', Url: 'https://example.invalid/' },
    ],
    ['message', { text: '是', menuId: 'm1' }, { Content: '是', bizmsgmenuid: 'm1' }],
    ['event', { event: 'subscribe' }, { MsgType: 'event', Event: 'subscribe', EventKey: '', MsgId: undefined }],
    ['event', { event: 'SCAN', eventKey: '7', ticket: 'T' }, { Event: 'SCAN', EventKey: '7', Ticket: 'T' }],
    ['event', { event: 'CLICK', eventKey: 'REQ_NEW' }, { Event: 'CLICK', EventKey: 'REQ_NEW' }],
    ['event', { event: 'unsubscribe' }, { Event: 'unsubscribe' }],
  ];
  for (const [path, wish, wanted] of rows) {
    await both.post(`/sim/${path}`, { openid, ...wish });
    const fields = readXml(both.seen.at(-1).body);
    for (const [name, value] of Object.entries(wanted)) {
      if (value instanceof RegExp) assert.match(fields[name], value, name);
      else assert.equal(fields[name], value, name);
    }
  }
});

test('a status other than 200 is tried again: three deliveries of one message, then the fault notice', async (t) => {
  const both = await startBoth(t, () => ({ status: 503 }));
  const result = await both.post('/sim/message', { openid, text: '喂' });
  assert.deepEqual(
    result.attempts.map(({ status }) => status),
    [503, 503, 503],
  );
  assert.equal(new Set(both.seen.map(({ body }) => body)).size, 1, 'the message is the same each time');
  assert.match(result.fault, /3 deliveries/);
  const { messages } = await both.get(`/sim/messages?openid=${openid}&direction=notice`);
  assert.equal(messages[0].text, faultNotice);
});

test('a slow answer is cut and the message delivered again', async (t) => {
  let calls = 0;
  const both = await startBoth(t, () => ({ delayMs: (calls += 1) === 1 ? 2000 : 0, body: textReply(openid, '好') }), {
    settings: { callbackTimeoutMs: 200 },
  });
  const { attempts, reply } = await both.post('/sim/message', { openid, text: '喂' });
  assert.deepEqual(
    attempts.map(({ status, error }) => error ?? status),
    ['timeout', 200],
  );
  assert.equal(reply.text, '好');
});

test('replies that are lost on the way lead to another delivery, and each is reported', async (t) => {
  const both = await startBoth(t, () => ({ body: textReply(openid, '同一句') }));
  const { attempts, reply } = await both.post('/sim/message', { openid, text: '喂', loseReplies: 2 });
  assert.deepEqual(
    attempts.map((one) => one.reply.text),
    ['同一句', '同一句', '同一句'],
  );
  assert.equal(reply.text, '同一句');
  assert.equal((await both.get('/sim/messages')).messages.length, 1);
});

test('nobody listening counts as a failure too', async (t) => {
  const both = await startBoth(t);
  await both.post('/sim/settings', { warmline: 'http://127.0.0.1:1' });
  const { attempts, fault } = await both.post('/sim/message', { openid, text: '喂' });
  assert.equal(attempts.length, 3);
  assert.ok(fault);
});

test('an empty body and the word success say nothing; nonsense shows the fault notice and is not tried again', async (t) => {
  const sealed = peer.encrypt(textReply(openid, '好'), 'n', '1700000000');
  const rows = [
    ['plain', '', undefined],
    ['plain', 'success', undefined],
    ['safe', '', undefined],
    ['safe', 'success', undefined],
    ['plain', 'ok', /not XML/],
    ['plain', '{"errcode":0}', /not XML/],
    ['plain', '<html></html>', /not <xml>/],
    ['plain', textReply('someone-else', '好'), /ToUserName/],
    ['plain', textReply(openid, '好').replace(demoAccount.ghId, 'gh_other'), /FromUserName/],
    ['plain', textReply(openid, '好', Date.now()), /CreateTime/],
    ['plain', textReply(openid, ''), /without its content/],
    ['plain', textReply(openid, '好').replace('[text]', '[poem]'), /unknown MsgType/],
    ['plain', textReply(openid, '字'.repeat(683)), /over 2048/],
    ['plain', sealed, /encrypted reply to a clear/],
    ['safe', textReply(openid, '好'), /clear reply to an encrypted/],
    ['compat', textReply(openid, '好'), undefined],
    ['safe', sealed.replace(/(<MsgSignature>(<!\[CDATA\[)?)./, '$1x'), /MsgSignature/],
  ];
  const both = await startBoth(t);
  for (const [mode, body, fault] of rows) {
    both.handler = () => ({ body });
    const result = await both.post('/sim/message', { openid, text: '喂', mode });
    assert.equal(result.attempts.length, 1, body);
    if (fault) assert.match(result.fault ?? '', fault);
    else assert.equal(result.fault, undefined, body);
  }
});

test('a message can be played again with its own id', async (t) => {
  const both = await startBoth(t);
  const first = await both.post('/sim/message', { openid, text: '喂' });
  await both.post('/sim/message', { openid, text: '喂', msgId: first.msgId, createTime: first.createTime });
  assert.equal(both.seen[0].body, both.seen[1].body);
});

test('the address is verified with an echo', async (t) => {
  const both = await startBoth(t, ({ query }) => ({ body: query.echostr }));
  assert.equal((await both.post('/sim/verify', {})).ok, true);
  assert.equal(both.seen[0].method, 'GET');
  both.handler = () => ({ body: '"quoted"' });
  assert.equal((await both.post('/sim/verify', {})).ok, false);
});

test('raw bytes go out with right and with wrong signatures', async (t) => {
  const both = await startBoth(t, () => ({ status: 401, body: 'no' }));
  const path = '/channels/wechat/demo';
  const answer = await both.post('/sim/raw', {
    path,
    bodyBase64: Buffer.from([0x3c, 0xff, 0x00]).toString('base64'),
    sign: 'wechat',
  });
  assert.equal(answer.status, 401);
  assert.equal(answer.body, 'no');
  await both.post('/sim/raw', { path, body: '<xml></xml>', sign: 'wechat', wrong: true, query: { openid: 'x' } });
  await both.post('/sim/raw', { path, body: '<xml><A>1</A></xml>', sign: 'wechat-aes' });
  const right = ({ query }) => query.signature === sha1Signature(demoAccount.token, query.timestamp, query.nonce);
  assert.deepEqual(both.seen.map(right), [true, false, true]);
  const { query, body } = both.seen[2];
  assert.equal(
    peer.decrypt(readXml(body).Encrypt, query.msg_signature, query.nonce, query.timestamp),
    '<xml><A>1</A></xml>',
  );
});

test('bad control calls are refused with a sentence', async (t) => {
  const both = await startBoth(t);
  for (const [path, body] of [
    ['/sim/message', { openid }],
    ['/sim/message', { text: '喂' }],
    ['/sim/message', { openid, type: 'poem' }],
    ['/sim/message', { openid, text: '喂', mode: 'secret' }],
    ['/sim/event', { openid }],
    ['/sim/message', '{'],
    ['/sim/settings', { mode: 'secret' }],
    ['/sim/settings', { nothing: 1 }],
    ['/sim/faults', { api: 'token' }],
    ['/sim/time/advance', { seconds: -1 }],
    ['/sim/raw', { path: 'x' }],
    ['/sim/call/none/end', {}],
  ]) {
    const { status, json } = await both.ask('POST', path, body);
    assert.equal(status, 400, path);
    assert.ok(json.error);
  }
  assert.equal((await both.ask('POST', '/sim/nothing', {})).status, 404);
  assert.equal(both.seen.length, 0);
});
