// Many ask for the same at once: proposed, made one incident, told once; and surge mode for the whole service.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World, demo, numbersIn, until } from './harness.mjs';

const asks = '我家在广州市海珠区，老人的降压药吃完了，能帮忙去医院拿药吗';
const words = '海珠区的药店已经联系好，明早统一送药，不用重复登记。';
const families = Array.from({ length: 10 }, (_, n) => `mass-family-${n}`);
const world = new World();
let api, second;

before(async () => {
  await world.start();
  await world.greeted();
  api = await world.signIn();
  second = await world.startSecond();
});
after(async () => {
  await second?.service?.stop();
  await world.stop();
});

const surgeAt = async (url) => /\nwarmline_surge ([01])\n/.exec(await (await fetch(`${url}/metrics`)).text())[1];
const told = async (openid) => (await world.heard(openid)).filter(({ text }) => text?.includes('明早统一送药')).length;

test('ten families of one district who ask for the same are proposed as one incident', async () => {
  for (const family of families) assert.equal(numbersIn(await world.say(family, asks)).length, 1);
  const { proposed, open } = await api('/incidents');
  assert.deepEqual(open, []);
  assert.equal(proposed.length, 1);
  assert.equal(proposed[0].title, '海珠区 10 户：就医用药');
  assert.equal(proposed[0].tickets.length, 10);
});

test('made one, its tickets go on and everybody is told once', async () => {
  const [{ need, hospital, district, title, tickets }] = (await api('/incidents')).proposed;
  const before_ = await api(`/tickets/${tickets[0].id}`);
  const made = await api('/incidents', { need, hospital, district, title, words, tickets: tickets.map(({ id }) => id) });
  assert.equal(made.open[0].tickets.length, 10);
  assert.deepEqual(made.proposed, []);
  for (const family of families) await world.hears(family, /明早统一送药/);
  for (const family of families) assert.equal(await told(family), 1, family);
  const after_ = await api(`/tickets/${tickets[0].id}`);
  assert.deepEqual(after_.deadlines, before_.deadlines, 'no promise moves');
  assert.equal(after_.history.at(-1).kind, 'incident_linked');
});

test('who asks later is linked by itself and gets the words in the reply', async () => {
  const reply = await world.say('mass-family-late', asks);
  assert.match(reply, /明早统一送药/);
  const [incident] = (await api('/incidents')).open;
  assert.equal(incident.tickets.length, 11);
});

test('whom only the telephone reaches is called, with the same words', async () => {
  const call = await world.post('/sim/call', { from: demo.caller, digits: '3', segments: [asks], end: true });
  assert.ok(call.events.every(({ status }) => status === 200), JSON.stringify(call.events));
  const [incident] = (await api('/incidents')).open;
  assert.equal(incident.tickets.length, 12, 'linked by itself');
  const { items } = await api('/calls');
  assert.equal(items.filter(({ text }) => text.includes('明早统一送药')).length, 1);
});

test('a link is undone', async () => {
  const [{ id, tickets }] = (await api('/incidents')).open;
  const now = await api(`/incidents/${id}/tickets`, { unlink: [tickets[0].id], reason: '要的是另一种药' });
  assert.equal(now.open[0].tickets.length, 11);
  assert.equal(now.open[0].alike.length, 1);
});

test('surge mode is one switch that every process follows', async () => {
  assert.equal(await surgeAt(second.url), '0');
  await api('/surge', { on: true, reason: '今晚电话打不进来' });
  assert.equal(await surgeAt(world.url), '1');
  await until('the other process to follow', async () => (await surgeAt(second.url)) === '1');
  assert.equal((await (await second.signIn())('/surge')).reason, '今晚电话打不进来');
  const reply = await world.say('mass-later', '家里老人没人照顾，我在武汉支援');
  assert.match(reply, /求助的人很多/);
  const crisis = await world.say('mass-crisis', '我撑不下去了，不想活了');
  assert.doesNotMatch(crisis, /求助的人很多/);
});

test('it survives a restart, and ends as it began', async () => {
  await world.service.stop();
  await world.startService();
  assert.equal(await surgeAt(world.url), '1');
  api = await world.signIn();
  await api('/surge', { on: false, reason: '平稳了' });
  await until('the other process to follow', async () => (await surgeAt(second.url)) === '0');
  assert.doesNotMatch(await world.say('mass-last', '家里老人没人照顾，我在武汉支援'), /求助的人很多/);
});

test('its end closes the tickets and tells their requesters', async () => {
  const [{ id, tickets }] = (await api('/incidents')).open;
  const now = await api(`/incidents/${id}/close`, { reason: '药已全部送到', tickets: 'close' });
  assert.deepEqual(now.open, []);
  assert.equal((await api(`/tickets/${tickets[0].id}`)).ticket.state, 'closed');
  await world.hears(families[9], /药已全部送到/);
});

test('all of it can be rebuilt from the events', async () => {
  await second.service.stop();
  await world.service.stop();
  assert.equal(world.rebuildDifferences(), '');
});
