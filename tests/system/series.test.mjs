// Fruit and fresh food every week (S10a) and one plan for a family (S10c), by chat and on the page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World, demo, numbersIn } from './harness.mjs';

const world = new World();
let api, ticket, home;
before(async () => {
  await world.start();
  await world.greeted();
  api = await world.signIn();
});
after(() => world.stop());

const series = async () => (await api(`/households/${home}`)).series;

test('a request for every week is a ticket now, and the reply says when the next comes', async () => {
  const reply = await world.say(demo.requester, '家里没菜了，以后麻烦每周送一次菜');
  assert.match(reply, /每周都安排一次「买菜送菜」/);
  assert.match(reply, /下一次从\d+月\d+日（周.）开始/);
  [ticket] = numbersIn(reply);
  const seen = await api(`/tickets/${ticket}`);
  home = seen.household.id;
  assert.equal(seen.series.every_days, 7);
  assert.equal(seen.series.paused, false);
  assert.ok(seen.series.next > Date.now() + 5 * 86400_000 && seen.series.next < Date.now() + 9 * 86400_000);
  await world.hears(demo.partner, new RegExp(ticket));
});

test('the helper sees that it comes every week', async () => {
  const reply = await world.say(demo.partner, '接单');
  assert.match(reply, /定期：每周一次/);
});

test('this week’s is not wanted; the others stay', async () => {
  const reply = await world.say(demo.requester, '这周不用送');
  assert.match(reply, /这一次「买菜送菜」不送了.*下一次是/s);
  assert.equal((await api(`/tickets/${ticket}`)).ticket.state, 'cancelled');
  assert.equal((await series()).length, 1);
});

test('it is paused and goes on again', async () => {
  const [{ next }] = await series();
  assert.match(await world.say(demo.requester, '暂停两周'), /先暂停/);
  assert.equal((await series())[0].paused, true);
  assert.ok((await series())[0].next > next);
  assert.match(await world.say(demo.requester, '恢复'), /恢复了/);
  assert.equal((await series())[0].next, next);
});

test('the plan of the family shows everything, and all of it has one owner', async () => {
  await world.say(demo.requester, '家里老人没人照顾');
  const plan = await world.say(demo.requester, '我家的计划');
  assert.match(plan, /林干事总负责/);
  assert.match(plan, /长者照护/);
  assert.match(plan, /每周一次「买菜送菜」/);
  const made = await api(`/households/${home}/plan`, {});
  assert.ok(made.plan_since > 0);
  for (const one of made.tickets) assert.equal(one.owner_name, '林干事');
});

test('a coordinator pauses and ends it with a reason, and the family is told', async () => {
  await assert.rejects(api(`/households/${home}/series`, { need: 'living.groceries', move: 'pause' }), /422/);
  const mark = await world.last();
  const paused = await api(`/households/${home}/series`, { need: 'living.groceries', move: 'pause', reason: '小区封控' });
  assert.equal(paused.series[0].paused, true);
  await world.hears(demo.requester, /暂停.*小区封控/s, mark);
  const ended = await api(`/households/${home}/series`, { need: 'living.groceries', move: 'end', reason: '医护已回家' });
  assert.deepEqual(ended.series, []);
  await world.hears(demo.requester, /医护已回家/, mark);
  await assert.rejects(api(`/households/${home}/series`, { need: 'living.groceries', move: 'end', reason: '再来' }), /409/);
});

test('all of it can be rebuilt from the events', async () => {
  await world.service.stop();
  assert.equal(world.rebuildDifferences(), '');
});
