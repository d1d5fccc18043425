// Places limited and booked by date (P2, S24): fourteen nights at a sanatorium, booked on the page or in chat by who carries
// it out; no night is overbooked, whichever process decides; cancelling frees the nights. Signed callbacks, real Redis.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { World, binary, numbersIn, root, until } from './harness.mjs';

const password = 'warm-line-2021';
const helper = 'places-helper';
const asks = '我在荔湾区，刚从定点医院轮换下来，需要隔离休养的住宿';
const day = (from, days) => new Date(Date.parse(`${from}T00:00:00Z`) + days * 86400000).toISOString().slice(0, 10);
const spoken = (iso) => `${Number(iso.slice(5, 7))}月${Number(iso.slice(8))}日`;

const world = new World({
  greet: false,
  settings: ({ folder }) => {
    const people = join(folder, 'people.json');
    writeFileSync(people, JSON.stringify({
      persons: [{
        id: 'union-helper', name: '罗干事', phone: '13800002703', roles: ['volunteer'], organisation: 'gz.union',
        chats: [{ account: 'demo', sender: helper }], helper: { needs: ['rest.lodging'], capacity: 9 },
      }],
      households: [],
    }));
    // As shipped, but for one house with one room.
    const programme = JSON.parse(readFileSync(join(root, 'config/programmes/gz-2021.json'), 'utf8'));
    const rest = programme.services.find(({ need }) => need === 'rest.lodging');
    rest.places = [{ ...rest.places[0], rooms: 1 }];
    const file = join(folder, 'programme.json');
    writeFileSync(file, JSON.stringify(programme));
    const hash = execFileSync(binary, ['hash-password'], { input: `${password}\n`, encoding: 'utf8' }).trim();
    return {
      programme: file, people, overrides: { quiet_hours: '' },
      console: { users: [{ name: 'union', password_hash: hash, role: 'coordinator', organisation: 'gz.union' }] },
    };
  },
});
const askers = new Map(); // by the number of the ticket
let api, second, secondApi, tickets, today;

before(async () => {
  await world.start();
  await world.say(helper, '在线');
  api = await world.signIn('union', password);
  second = await world.startSecond();
  secondApi = await second.signIn('union', password);
});
after(async () => {
  await second?.service?.stop();
  await world.stop();
});

const houses = async () => (await api('/places')).houses;
const outcome = async (call) => {
  try {
    return { detail: await call };
  } catch (error) {
    return { refused: error.message };
  }
};

test('a ticket of the service shows the houses, and the page the free rooms', async () => {
  tickets = [];
  for (const openid of ['places-nurse-1', 'places-nurse-2']) {
    tickets.push(numbersIn(await world.say(openid, asks))[0]);
    askers.set(tickets.at(-1), openid);
  }
  const detail = await api(`/tickets/${tickets[0]}`);
  assert.equal(detail.ticket.need, 'rest.lodging');
  assert.equal(detail.houses[0].nights, 14);
  const [house] = await houses();
  assert.equal(house.days.length, 30);
  assert.ok(house.days.every(({ free }) => free === 1));
  today = house.days[0].day;
});

test('of two who want the last room at once, at two processes, one gets it', async () => {
  const first = day(today, 5);
  const done = await Promise.all([
    outcome(api(`/tickets/${tickets[0]}/stay`, { house: 'rest-hill', first })),
    outcome(secondApi(`/tickets/${tickets[1]}/stay`, { house: 'rest-hill', first })),
  ]);
  const won = done.findIndex(({ detail }) => detail);
  assert.notEqual(won, -1, JSON.stringify(done));
  assert.match(done[1 - won].refused, new RegExp(`409.*最近可以从 ${day(first, 14)} 起住`));
  if (won === 1) tickets.reverse();
  await world.hears(won ? 'places-nurse-2' : 'places-nurse-1', new RegExp(`示例山疗养院，${spoken(first)}.*入住，${spoken(day(first, 14))}.*离开，一共14晚。优惠价每晚150元`));
  const [house] = await houses();
  assert.deepEqual(house.days.slice(4, 20).map(({ free }) => free), [1, ...Array(14).fill(0), 1]);
  assert.deepEqual(house.stays.map(({ ticket }) => ticket), [tickets[0]]);
});

test('who carries it out books in chat; a full day names the next free one', async () => {
  await world.say(helper, `接单 ${tickets[1]}`);
  await until('the helper to have it', async () => (await api(`/tickets/${tickets[1]}`)).ticket.state === 'accepted');
  const free = day(today, 19);
  assert.match(await world.say(helper, `订房 ${tickets[1]}`), new RegExp(`请带上入住的日子.*${spoken(free)}起有房`, 's'));
  assert.match(await world.say(helper, `订房 ${tickets[1]} ${spoken(day(today, 10))}`), new RegExp(`没有连着14晚的空房，最近可以从${spoken(free)}起住`));
  assert.match(await world.say(helper, `订房 ${tickets[1]} ${spoken(free)}`), new RegExp(`订好了：示例山疗养院，${spoken(free)}入住`));
  assert.equal((await api(`/tickets/${tickets[1]}`)).stay.first, free);
});

test('the date can be changed, and nights that are let go are free for others', async () => {
  const later = day(today, 40);
  assert.equal((await api(`/tickets/${tickets[1]}/stay`, { house: 'rest-hill', first: later })).stay.first, later);
  const freed = await api(`/tickets/${tickets[0]}/stay/free`, { reason: '推迟休养' });
  assert.equal(freed.stay, undefined);
  assert.equal(freed.history.at(-1).kind, 'stay_freed');
  const [house] = await houses();
  assert.ok(house.days.every(({ free }) => free === 1));
  assert.equal((await api(`/tickets/${tickets[0]}/stay`, { house: 'rest-hill', first: day(today, 3) })).stay.first, day(today, 3));
});

test('cancelling a ticket frees its nights', async () => {
  await api(`/tickets/${tickets[0]}/move`, { to: 'cancelled', reason: '本人说不去了' });
  assert.equal((await api(`/tickets/${tickets[0]}`)).stay, undefined);
  await until('both processes to know', async () => (await secondApi('/places')).houses[0].days[3].free === 1);
});

test('who asked says in chat that nobody comes, and the nights are free', async () => {
  assert.ok((await api(`/tickets/${tickets[1]}`)).stay);
  await world.say(askers.get(tickets[1]), `取消 ${tickets[1]}`);
  await until('the nights to be free', async () => (await api(`/tickets/${tickets[1]}`)).stay === undefined);
  assert.equal((await api(`/tickets/${tickets[1]}`)).ticket.state, 'cancelled');
});

test('all of it can be rebuilt from the events', async () => {
  await second.service.stop();
  await world.service.stop();
  assert.equal(world.rebuildDifferences(), '');
});
