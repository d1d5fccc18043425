// Squads (P2, S21) in chat: the captain answers for all of them, another squad follows a refusal, a reserve stands in for
// who rests, and what found no squad is put to the first that is free. Through signed callbacks and a real Redis.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { World, numbersIn, root, until } from './harness.mjs';

const asks = '荔湾区采样点缺志愿者，请派3个人来帮忙维持秩序';
const squads = { 一队: ['a-1', 'a-2', 'a-3'], 二队: ['b-1', 'b-2', 'b-3'], 预备队: ['r-1'] };
const everybody = Object.values(squads).flat();
const world = new World({
  greet: false,
  settings: ({ folder }) => {
    const people = join(folder, 'people.json');
    const persons = Object.entries(squads).flatMap(([squad, members]) => members.map((id, at) => ({
      id, name: `志愿者${id}`, phone: `1380000${1000 + everybody.indexOf(id)}`, roles: ['volunteer'], organisation: 'gz.league',
      chats: [{ account: 'demo', sender: id }],
      helper: { needs: ['manpower.site', 'living.housekeeping'], capacity: 1, squad, captain: at === 0, reserve: squad === '预备队' },
    })));
    writeFileSync(people, JSON.stringify({ persons, households: [] }));
    return { programme: join(root, 'config/programmes/gz-2021.json'), people, overrides: { quiet_hours: '', contacts_per_day_max: 50 } };
  },
});
let api;
const tickets = [];
before(async () => {
  await world.start();
  for (const id of everybody) await world.say(id, '在线');
  api = await world.signIn();
});
after(() => world.stop());

const detail = (n) => api(`/tickets/${tickets[n]}`);
const open = async (n) => {
  [tickets[n]] = numbersIn(await world.say(`site-${n}`, asks));
  assert.ok(tickets[n]);
};
/** The captain who has its card now. */
const isAsked = async (n, captain, since = 0) => {
  await world.hears(captain, new RegExp(`${tickets[n]}`), since);
  assert.equal((await detail(n)).offer.candidate_name, `志愿者${captain}`);
};
const wasTold = async (id, n) => (await world.heard(id)).some(({ text }) => text?.includes('小队出动') && text.includes(tickets[n]));

test('a captain declines for the squad, and another squad’s is asked; who goes with it hears so', async () => {
  await open(0);
  await isAsked(0, 'a-1');
  await world.say('a-1', `拒绝 ${tickets[0]} 都在值班`);
  await isAsked(0, 'b-1');
  await world.say('b-1', `接单 ${tickets[0]}`);
  for (const id of ['b-2', 'b-3']) await world.hears(id, new RegExp(`小队出动.*${tickets[0]}.*志愿者b-1带队`, 's'));
  assert.equal(await wasTold('a-2', 0), false);
});

test('one of the reserve stands in for a member who rests', async () => {
  await open(1);
  await isAsked(1, 'a-1');
  await world.say('a-2', '休息');
  await world.say('a-1', `接单 ${tickets[1]}`);
  for (const id of ['a-3', 'r-1']) await world.hears(id, new RegExp(`小队出动.*${tickets[1]}`, 's'));
  assert.equal(await wasTold('a-2', 1), false);
});

test('who is out with a squad is asked for no single errand', async () => {
  const [errand] = numbersIn(await world.say('home-0', '我住荔湾区，想请人来家里打扫一下卫生'));
  const seen = await api(`/tickets/${errand}`);
  assert.equal(seen.ticket.need, 'living.housekeeping');
  assert.equal(seen.offer, undefined, JSON.stringify(seen.offer));
  assert.equal(seen.ticket.with_coordinator, true);
  await api(`/tickets/${errand}/move`, { to: 'cancelled', reason: '自己打扫了' });
});

test('with every squad out a coordinator has it, until the first that is free is asked by itself', async () => {
  await open(2);
  assert.equal((await detail(2)).ticket.with_coordinator, true);
  const since = await world.last();
  await world.say('b-1', `完成 ${tickets[0]} 秩序很好`);
  await world.hears('b-1', new RegExp(`新任务.*${tickets[2]}`, 's'), since);
  await isAsked(2, 'b-1', since);
  assert.equal((await detail(2)).ticket.with_coordinator, false);
  assert.match((await detail(2)).offer.why, /请二队整队出动.*与其他积压工单一并安排/);
  await world.say('b-1', `接单 ${tickets[2]}`);
  await world.hears('b-2', new RegExp(`小队出动.*${tickets[2]}`, 's'));
});

test('a captain hands it back: all of them hear that it is off, and another squad is asked', async () => {
  await world.say('a-1', `退单 ${tickets[1]} 车坏在路上`);
  for (const id of ['a-3', 'r-1']) await world.hears(id, new RegExp(`${tickets[1]}.*不用去了.*车坏在路上`, 's'));
  await isAsked(1, 'r-1');
  await world.say('r-1', `拒绝 ${tickets[1]} 一个人不够`);
  await until('nobody to be left', async () => (await detail(1)).ticket.with_coordinator);
  await api(`/tickets/${tickets[1]}/move`, { to: 'cancelled', reason: '采样点撤了' }); // else the next free squad gets it
});

test('what was not solved goes to the captain who was there; if he cannot, to another squad', async () => {
  await world.say('site-0', '没解决');
  await until('it to be another squad’s', async () => (await detail(0)).ticket.state === 'offered');
  assert.notEqual((await detail(0)).offer.candidate_name, '志愿者b-1', 'who is out with another ticket');
  await world.say('b-1', `完成 ${tickets[2]} 做完了`);
  const since = await world.last();
  await world.say('site-2', '没解决');
  await isAsked(2, 'b-1', since);
  assert.match((await detail(2)).offer.why, /上次去的小队/);
  await world.say('b-1', `接单 ${tickets[2]}`);
  await world.hears('b-3', new RegExp(`小队出动.*${tickets[2]}`, 's'), since);
});

test('all of it can be rebuilt from the events', async () => {
  await world.service.stop();
  assert.equal(world.rebuildDifferences(), '');
});
