// Districts served and sealed are changed while running; a family is not written to more often than a day bears.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World, demo, numbersIn, until } from './harness.mjs';

const haizhu = '440105', liwan = '440103';
const asks = '我家在广州市海珠区，家里没有菜了，能帮忙买菜送来吗';
// The demonstration is told everything at once; here a day is a day.
const world = new World({ settings: () => ({ overrides: { quiet_hours: '', contacts_per_day_max: 2 } }) });
let api, second, there;

before(async () => {
  await world.start();
  await world.greeted();
  api = await world.signIn();
  second = await world.startSecond();
  there = await second.signIn();
});
after(async () => {
  await second?.service?.stop();
  await world.stop();
});

const everywhere = (probe) => until('the other process to follow', async () => probe(await there('/bounds')));
const ticketOf = async (openid, text = asks) => {
  const [id] = numbersIn(await world.say(openid, text));
  assert.ok(id, 'a ticket');
  return id;
};

test('what the office says of districts holds in every process; an offer that was made stands', async () => {
  assert.deepEqual((await api('/bounds')).sealed, []);
  const before_ = await ticketOf('bounds-1');
  const offered = (await api(`/tickets/${before_}`)).offer;
  assert.ok(offered, 'somebody is asked');
  await assert.rejects(api('/bounds', { area: [], sealed: ['000000'], reason: '封控' }), /422/);
  const said = await api('/bounds', { area: [], sealed: [haizhu], reason: '海珠封控' });
  assert.deepEqual(said.sealed, [haizhu]);
  await everywhere(({ sealed, reason }) => sealed[0] === haizhu && reason === '海珠封控');
  assert.deepEqual((await there(`/tickets/${before_}`)).offer, offered);
  const { items } = await there(`/tickets/${before_}/candidates`);
  assert.ok(items.some(({ suitable, why }) => !suitable && why.includes('封控区进出受限')), JSON.stringify(items.map(({ why }) => why)));
  const now = await there(`/tickets/${await ticketOf('bounds-2')}`);
  assert.equal(now.ticket.with_coordinator, true, 'nobody may enter');
});

test('a smaller area sends what is outside to a coordinator, and it all survives a restart', async () => {
  await there('/bounds', { area: [liwan], sealed: [], reason: '先办荔湾' });
  await until('the first process to follow', async () => (await api('/bounds')).area.length === 1);
  const outside = await api(`/tickets/${await ticketOf('bounds-3')}`);
  assert.equal(outside.ticket.with_coordinator, true);
  await world.service.stop();
  await world.startService();
  api = await world.signIn();
  assert.deepEqual((await api('/bounds')).area, [liwan]);
  await api('/bounds', { area: [], sealed: [], reason: '恢复全省' });
  await everywhere(({ area }) => area.length === 0);
  const inside = await api(`/tickets/${await ticketOf('bounds-4')}`);
  assert.equal(inside.ticket.with_coordinator, false);
});

test('the third call-back of a day waits till morning; who comes is said today', async (t) => {
  const day = () => Math.floor(Date.now() / 3600_000 + 8) / 24 | 0;
  const today = day();
  const heard = async (pattern) => (await world.heard(demo.requester)).filter(({ text }) => pattern.test(text ?? '')).length;
  const needs = ['家里老人没人照顾，想请人上门照看', '家里没有菜了，能帮忙买菜吗', '能帮忙打扫一下家里的卫生吗', '老人想吃饭没人做，能送餐吗'];
  for (const [at, need] of needs.entries()) {
    const id = await ticketOf(demo.requester, need);
    assert.equal((await api(`/tickets/${id}`)).offer.candidate_name, '林干事');
    await world.hears(demo.partner, new RegExp(`新任务.*${id}`));
    await world.say(demo.partner, `接单 ${id}`);
    await until('the family to hear who comes', async () => (await heard(new RegExp(`林干事.*${id}|${id}.*林干事`, 's'))) >= 1);
    if (at === 3) break;
    await world.say(demo.partner, `完成 ${id} 已经办好`);
    assert.equal((await api(`/tickets/${id}`)).ticket.state, 'resolved');
    if (at < 2) await until('the family to be asked', async () => (await heard(/怎么样？/)) === at + 1);
  }
  if (day() !== today) return t.skip('midnight came between');
  assert.equal(await heard(/怎么样？/), 2, 'as often as the programme says');
  const lanes = world.redisCli('--scan', '--pattern', '*:o:*~').split('\n').filter(Boolean);
  assert.equal(lanes.length, 1, 'one waits');
  assert.equal(world.redisCli('llen', lanes[0]), '1');
});

test('all of it can be rebuilt from the events', async () => {
  await second.service.stop();
  await world.service.stop();
  assert.equal(world.rebuildDifferences(), '');
});
