import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoAccount, demoPersonas } from '../lib/defaults.mjs';
import { Clock } from '../lib/clock.mjs';
import { Contacts } from '../lib/contacts.mjs';
import { Tokens } from '../lib/tokens.mjs';
import { startBoth } from './support.mjs';

const openid = 'oTest-1';
const send = '/cgi-bin/message/custom/send?access_token=';
const textTo = (touser, content) => ({ touser, msgtype: 'text', text: { content } });

test('the token calls check who asks', async (t) => {
  const both = await startBoth(t, undefined, { account: { ...demoAccount, secret: 'right' } });
  const stable = { grant_type: 'client_credential', appid: demoAccount.appId, secret: 'right' };
  const query = (change) => `/cgi-bin/token?${new URLSearchParams({ ...stable, ...change })}`;
  assert.equal((await both.get(query({ secret: 'wrong' }))).errcode, 40125);
  assert.equal((await both.get(query({ appid: 'wx1' }))).errcode, 40013);
  assert.equal((await both.get(query({ grant_type: 'x' }))).errcode, 40002);
  assert.equal((await both.get(query())).expires_in, 7200);
  assert.equal((await both.post('/cgi-bin/stable_token', { ...stable, secret: 'wrong' })).errcode, 40125);
  const first = await both.post('/cgi-bin/stable_token', stable);
  assert.equal((await both.post('/cgi-bin/stable_token', stable)).access_token, first.access_token);
  assert.notEqual(
    (await both.post('/cgi-bin/stable_token', { ...stable, force_refresh: true })).access_token,
    first.access_token,
  );
});

test('a replaced token lives five more minutes, a stable one is renewed in its last five', () => {
  let now = 0;
  const tokens = new Tokens(() => now);
  const classic = tokens.classic().access_token;
  tokens.classic();
  now = 299_000;
  assert.equal(tokens.check(classic), 0);
  now = 301_000;
  assert.equal(tokens.check(classic), 40001);
  const stable = tokens.stable(false);
  now += (7200 - 299) * 1000;
  const next = tokens.stable(false);
  assert.notEqual(next.access_token, stable.access_token);
  assert.equal(next.expires_in, 7200);
  assert.equal(tokens.check(stable.access_token), 0);
  now += 7200 * 1000;
  assert.equal(tokens.check(next.access_token), 42001);
});

test('business calls say what is wrong with the token', async (t) => {
  const both = await startBoth(t);
  await both.post('/sim/message', { openid, text: '喂' });
  assert.equal((await both.post('/cgi-bin/message/custom/send', textTo(openid, '好'))).errcode, 41001);
  assert.equal((await both.post(`${send}made-up`, textTo(openid, '好'))).errcode, 40014);
  for (const errcode of [40001, 40014, 42001]) {
    const token = await both.token();
    assert.equal((await both.post(send + token, textTo(openid, '好'))).errcode, 0);
    await both.post('/sim/tokens/revoke', { errcode });
    assert.equal((await both.post(send + token, textTo(openid, '好'))).errcode, errcode);
  }
});

test('custom/send refuses what the platform refuses', async (t) => {
  const both = await startBoth(t);
  await both.post('/sim/message', { openid, text: '喂' });
  const token = await both.token();
  const rows = [
    [40003, textTo('nobody', '好')],
    [40003, { msgtype: 'text', text: { content: '好' } }],
    [40008, { touser: openid, msgtype: 'poem' }],
    [44004, textTo(openid, '')],
    [45002, textTo(openid, '字'.repeat(683))],
    [0, textTo(openid, '字'.repeat(682))],
    [40007, { touser: openid, msgtype: 'image', image: {} }],
    [45008, { touser: openid, msgtype: 'news', news: { articles: [{ title: 'a' }, { title: 'b' }] } }],
    [40033, `{"touser":"${openid}","msgtype":"text","text":{"content":"\\u4f60"}}`],
    [0, `{"touser":"${openid}","msgtype":"text","text":{"content":"C:\\\\users"}}`],
    [47001, '{'],
    [47001, '"text"'],
  ];
  for (const [errcode, body] of rows) {
    assert.equal((await both.post(send + token, body)).errcode, errcode, JSON.stringify(body).slice(0, 80));
  }
  const latin = await fetch(both.address + send + token, { method: 'POST', body: Buffer.from([0x7b, 0xff, 0x7d]) });
  assert.equal((await latin.json()).errcode, 40033);
  assert.equal((await both.get(send + token)).errcode, 43002);
});

test('a tappable menu is shown with its lines', async (t) => {
  const both = await startBoth(t);
  await both.post('/sim/message', { openid, text: '喂' });
  const msgmenu = {
    head_content: '满意吗？',
    list: [
      { id: '1', content: '满意' },
      { id: '2', content: '不满意' },
    ],
    tail_content: '谢谢',
  };
  await both.post(send + (await both.token()), { touser: openid, msgtype: 'msgmenu', msgmenu });
  const {
    messages: [message],
  } = await both.get(`/sim/messages?openid=${openid}`);
  assert.deepEqual(message.menu, msgmenu.list);
  assert.equal(message.via, 'custom');
  assert.match(message.text, /满意吗？\n· 满意/);
});

test('a message opens five within 48 hours; a new one opens five again', async (t) => {
  const both = await startBoth(t);
  await both.post('/sim/message', { openid, text: '喂' });
  const token = await both.token();
  for (const errcode of [0, 0, 0, 0, 0, 45047]) assert.equal(await both.send(openid, '好', token), errcode);
  await both.post('/sim/message', { openid, text: '还在' });
  await both.post('/sim/time/advance', { seconds: 48 * 3600 - 5 });
  assert.equal(await both.send(openid, '好', token), 0);
  await both.post('/sim/time/advance', { seconds: 10 });
  assert.equal(await both.send(openid, '好', token), 45015);
  await both.post('/sim/settings', { rules: false });
  assert.equal(await both.send(openid, '好', token), 0);
  assert.equal(await both.send('nobody', '好', token), 40003);
});

test('a follow, a click and a scan open three for a minute each, used before the longer allowance', () => {
  const clock = new Clock();
  const contacts = new Contacts(clock);
  for (const action of ['follow', 'click', 'scan']) {
    contacts.acted(openid, action);
    for (let sent = 0; sent < 3; sent += 1) {
      assert.equal(contacts.check(openid), 0);
      contacts.spend(openid);
    }
    assert.equal(contacts.check(openid), 45047);
    clock.advance(61);
    assert.equal(contacts.check(openid), 45015);
  }
  contacts.acted(openid, 'message');
  contacts.acted(openid, 'click');
  contacts.spend(openid);
  clock.advance(61);
  assert.equal(contacts.summary()[0].left, 5);
});

test('who has left gets nothing, who was never there is unknown, a persona follows from the start', async (t) => {
  const both = await startBoth(t);
  await both.post('/sim/message', { openid, text: '喂' });
  await both.post('/sim/event', { openid, event: 'unsubscribe' });
  assert.equal(await both.send(openid, '好'), 43004);
  assert.equal(await both.send('nobody', '好'), 40003);
  assert.equal(await both.send(demoPersonas[0].openid, '好'), 45015);
  await both.post('/sim/event', { openid, event: 'subscribe' });
  assert.equal(await both.send(openid, '好'), 0);
});

test('ordered faults happen as often as ordered', async (t) => {
  const both = await startBoth(t);
  await both.post('/sim/message', { openid, text: '喂' });
  const token = await both.token();
  await both.post('/sim/faults', { api: 'custom/send', errcode: -1, times: 2 });
  for (const errcode of [-1, -1, 0]) assert.equal(await both.send(openid, '好', token), errcode);
  await both.post('/sim/faults', { api: 'token', httpStatus: 502 });
  const url = `${both.address}/cgi-bin/token?grant_type=client_credential&appid=${demoAccount.appId}&secret=s`;
  assert.equal((await fetch(url)).status, 502);
  assert.equal((await fetch(url)).status, 200);
  const sent = async () => (await both.get('/sim/messages')).messages.length;
  const before = await sent();
  await both.post('/sim/faults', { api: '*', drop: true });
  await assert.rejects(both.send(openid, '丢了', token));
  assert.equal(await sent(), before);
  await both.post('/sim/faults', { api: 'custom/send', drop: 'after' });
  await assert.rejects(both.send(openid, '到了', token));
  assert.equal(await sent(), before + 1);
});

test('typing, the address list, media and unknown calls', async (t) => {
  const both = await startBoth(t);
  const token = await both.token();
  const typing = `/cgi-bin/message/custom/typing?access_token=${token}`;
  await both.post('/sim/message', { openid, type: 'voice' });
  assert.equal((await both.post(typing, { touser: openid, command: 'Typing' })).errcode, 0);
  assert.equal((await both.post(typing, { touser: openid, command: 'Sing' })).errcode, 45072);
  assert.deepEqual((await both.get(`/cgi-bin/getcallbackip?access_token=${token}`)).ip_list, ['127.0.0.1']);
  const media = await fetch(`${both.address}/cgi-bin/media/get?access_token=${token}&media_id=sim-voice-1`);
  assert.equal((await media.text()).slice(0, 5), '#!AMR');
  assert.equal((await both.get(`/cgi-bin/media/get?access_token=${token}&media_id=x`)).errcode, 40007);
  assert.equal((await both.get('/cgi-bin/nothing')).errcode, 40066);
});
