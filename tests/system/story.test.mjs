// The conversation that README shows, through signed callbacks, real Redis and the platform simulator.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World, demo, numbersIn, story } from './harness.mjs';

const world = new World();
before(async () => {
  await world.start();
  await world.greeted();
});
after(() => world.stop());

let eldercare, tutoring;

test('the husband’s sentence is answered at once with both needs, their numbers and one question', async () => {
  const reply = await world.say(demo.requester, story);
  assert.match(reply, /照护|照顾|长者/);
  assert.match(reply, /辅导/);
  assert.equal(numbersIn(reply).length, 2, reply);
  [eldercare, tutoring] = numbersIn(reply);
  assert.match(reply, /前/, 'a deadline');
  assert.equal((reply.match(/[？?]/g) ?? []).length, 1, `one question: ${reply}`);
});

test('his answer fills the slot', async () => {
  const reply = await world.say(demo.requester, '明天晚上七点以后');
  assert.ok(reply.length > 0);
  assert.doesNotMatch(reply, /没看懂|不明白/);
});

test('the hand-in-hand partner gets the assignment and accepts with one word', async () => {
  const card = await world.hears(demo.partner, new RegExp(eldercare));
  assert.doesNotMatch(card.text, /13800001234/, 'no telephone before acceptance');
  const mark = await world.last();
  const reply = await world.say(demo.partner, '接单');
  assert.match(reply, new RegExp(eldercare));
  const told = await world.hears(demo.requester, /林/, mark);
  assert.match(told.text, new RegExp(eldercare));
});

test('the first tutor declines, so the next one is asked and comes', async () => {
  const first = await world.hears(demo.tutors[0], new RegExp(tutoring)).then(() => demo.tutors[0], () => demo.tutors[1]);
  const second = demo.tutors.find((tutor) => tutor !== first);
  await world.say(first, '拒绝 今晚有课');
  await world.hears(second, new RegExp(tutoring));
  const mark = await world.last();
  await world.say(second, '接单');
  await world.hears(demo.requester, new RegExp(tutoring), mark);
});

test('the partner completes with a note, the husband is asked how it went and rates it', async () => {
  const mark = await world.last();
  await world.say(demo.partner, `完成 ${eldercare} 已陪老人看过医生`);
  await world.hears(demo.requester, new RegExp(eldercare), mark);
  const reply = await world.say(demo.requester, '满意，谢谢');
  assert.match(reply, /谢/);
  const ticket = world.exported().find((one) => one.id === eldercare || one.i === eldercare);
  assert.ok(ticket, 'the ticket is kept');
});

test('the coordinator sees both in the ledger of the day, with the history of each step', async () => {
  const api = await world.signIn();
  const ledger = await api('/ledger');
  const text = JSON.stringify(ledger);
  assert.match(text, /living\.eldercare/);
  assert.match(text, /education\.tutoring/);
  const ticket = await api(`/tickets/${eldercare}`);
  const kinds = JSON.stringify(ticket);
  for (const kind of ['ticket_opened', 'ticket_offered', 'ticket_accepted', 'ticket_resolved', 'ticket_rated', 'ticket_closed'])
    assert.match(kinds, new RegExp(kind), kind);
});
