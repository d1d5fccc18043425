// A message that speaks of not wanting to live brings a person, at once, past everything.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World, demo } from './harness.mjs';

const world = new World();
before(async () => {
  await world.start();
  await world.greeted();
});
after(() => world.stop());

test('it is answered with words that hold and numbers to call, and an expert is asked at once', async () => {
  await world.say(demo.requester, '我想问问菜什么时候送');
  const mark = await world.last();
  const reply = await world.say(demo.requester, '我真的撑不下去了，不想活了');
  assert.match(reply, /12355|120|110/);
  const card = await world.hears(demo.expert, /危机|紧急|安全/, mark);
  assert.ok(card);
});

test('the coordinator sees a call task and a crisis ticket above all else', async () => {
  const api = await world.signIn();
  const calls = await api('/calls');
  assert.match(JSON.stringify(calls), /crisis/);
  const tickets = await api('/tickets?crisis=true');
  assert.match(JSON.stringify(tickets), /psych\.crisis/);
});

test('the expert takes it with one word', async () => {
  const mark = await world.last();
  const reply = await world.say(demo.expert, '接单');
  assert.ok(reply.length > 0);
  await world.hears(demo.requester, /周/, mark);
});
