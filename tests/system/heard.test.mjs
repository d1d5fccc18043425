// What is said in chat is heard by whom it concerns, and what is answered is true: urging, more speed, a part of the work, more
// time, what was not solved, weekly hours, and how somebody is after a crisis.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { World, listed, numbersIn, sleep, until } from './harness.mjs';
import { Shift } from './shifted.mjs';

const hour = 3600_000;
const shift = new Shift();
const world = new World({
  greet: false,
  env: shift.env,
  settings: ({ folder }) => {
    const people = join(folder, 'people.json');
    writeFileSync(people, JSON.stringify({
      persons: [
        listed('expert-a', '周医生', ['expert'], { needs: ['psych.crisis'], licences: ['psychology'], capacity: 4 }),
        listed('shopper', '许阿姨', ['volunteer'], { needs: ['living.groceries'], capacity: 4 }),
        listed('office', '何主任', ['coordinator']),
      ],
      households: [],
    }));
    return { people, overrides: { quiet_hours: '', contacts_per_day_max: 20 } };
  },
});
let api, id;
before(async () => {
  await world.start();
  for (const one of ['expert-a', 'shopper', 'office']) await world.say(one, '在线');
  api = await world.signIn();
  [id] = numbersIn(await world.say('family', '家里没有菜了，想请人帮忙买菜，不急，地址天河区育蕾街5号，电话13800009123'));
  assert.ok(id, 'a ticket');
  await world.hears('shopper', new RegExp(id));
  await world.say('shopper', `接单 ${id}`);
});
after(async () => {
  await world.stop();
  shift.close();
});

test('who has the ticket hears the family’s words, once in half an hour', async () => {
  let mark = await world.last();
  assert.match(await world.say('family', '怎么还没来'), /转给许阿姨/);
  await world.hears('shopper', new RegExp(`${id}.*怎么还没来`, 's'), mark);
  mark = await world.last();
  assert.match(await world.say('family', '催一下'), /刚才已经替您催过许阿姨/);
  assert.ok(!(await world.heard('shopper', mark)).some(({ text }) => /催一下/.test(text ?? '')), 'nobody is pressed twice');
});

test('the family makes it urgent, with the time that has passed; the office changes that with a reason', async () => {
  const before_ = (await api(`/tickets/${id}`)).ticket;
  assert.notEqual(before_.tier, 't1');
  const mark = await world.last();
  assert.match(await world.say('family', '很急，今天就要'), /加急/);
  await world.hears('shopper', new RegExp(`${id}.*时限改了`, 's'), mark);
  const { ticket, deadlines } = await api(`/tickets/${id}`);
  assert.equal(ticket.tier, 't1');
  const { due } = deadlines.find(({ kind }) => kind === 'resolve');
  assert.ok(due < ticket.opened + 5 * hour, 'from when it was opened');
  assert.match(await world.say('family', '很急'), /已经在按急的办了/);
  await api(`/tickets/${id}/tier`, { tier: 't3', reason: '家属说明天也行' });
  assert.match(await world.say('family', '很急'), /协调员已经定过/);
});

test('some of it is done: the ticket stays open, and the family hears what is to come', async () => {
  const mark = await world.last();
  assert.match(await world.say('shopper', '米送到了，菜还没有'), new RegExp(`还开着.*完成 ${id}`));
  await world.hears('family', /米送到了，菜还没有.*其余的还在办/s, mark);
  assert.equal((await api(`/tickets/${id}`)).ticket.state, 'in_progress');
});

test('a coordinator grants more time with one word', async () => {
  const mark = await world.last();
  await world.say('shopper', '延期一天，因为店里明天才到货');
  await world.hears('office', new RegExp(`${id}.*店里明天才到货.*同意`, 's'), mark);
  assert.match(await world.say('office', '同意'), /同意延到/);
  await world.hears('shopper', /同意延期/, mark);
  await world.hears('family', /店里明天才到货/, mark);
  assert.equal((await api(`/tickets/${id}`)).extension, undefined);
});

test('what was not solved is done again under its number', async () => {
  let mark = await world.last();
  await world.say('shopper', `完成 ${id} 都送到了`);
  await world.hears('family', /怎么样？/, mark);
  mark = await world.last();
  const reply = await world.say('family', '没解决，还是没人送菜来');
  assert.deepEqual(numbersIn(reply).filter((number) => number !== id), [], reply);
  await world.hears('shopper', new RegExp(`${id}.*没解决`, 's'), mark);
  const { ticket, rating } = await api(`/tickets/${id}`);
  assert.equal(ticket.state, 'reopened');
  assert.equal(rating.comment, '没解决，还是没人送菜来');
});

test('weekly hours hold when they are confirmed', async () => {
  assert.match(await world.say('shopper', '我每周三晚上和周末白天有空'), /周三18:00到22:00/);
  assert.deepEqual((await api('/persons/shopper')).shifts, []);
  assert.match(await world.say('shopper', '是'), /随时有空/);
  const { shifts } = await api('/persons/shopper');
  assert.deepEqual(shifts.map(({ weekday, from, to }) => [weekday, from, to]), [[3, 1080, 1320], [6, 480, 1080], [7, 480, 1080]]);
});

test('after a crisis: not well rings the expert again, better is told to those who helped', async () => {
  await world.say('nurse', '我真的撑不下去了，不想活了');
  const { items } = await api('/tickets?crisis=true');
  const crisis = (items[0].ticket ?? items[0]).id;
  const ends = async () => {
    await until('the expert to be asked', async () => (await api(`/tickets/${crisis}`)).offer?.candidate_name === '周医生');
    await world.say('expert-a', `接单 ${crisis}`);
    await world.say('expert-a', `完成 ${crisis} 聊过了，情绪平稳`);
    const mark = await world.last();
    await world.service.stop();  // the next one fetches an access token of its own
    shift.pass(shift.now() + 25 * hour);
    await world.startService();
    api = await world.signIn();
    await world.hears('nurse', /今天感觉怎么样/, mark);
    return world.last();
  };
  let mark = await ends();
  assert.match(await world.say('nurse', '还是睡不着，很难受'), /12355/);
  await world.hears('expert-a', new RegExp(`马上接手.*${crisis}`, 's'), mark);
  // The platform lets five messages through to somebody who wrote: what waited comes before the news.
  await until('the office to hear', async () => {
    await world.say('office', '在线');
    await sleep(500);
    return (await world.heard('office', mark)).some(({ text }) => new RegExp(`${crisis}.*还是睡不着`, 's').test(text ?? ''));
  });
  mark = await ends();
  assert.match(await world.say('nurse', '好多了，谢谢惦记'), /真为您高兴/);
  await world.hears('expert-a', new RegExp(`${crisis}.*好多了`, 's'), mark);
  const kinds = (await api(`/tickets/${crisis}`)).history.filter(({ kind }) => kind === 'follow_up_answered').map(({ step }) => step ?? 0);
  assert.deepEqual(kinds, [0, 1]);
});

test('all of it can be rebuilt from the events', async () => {
  await world.service.stop();
  assert.equal(world.rebuildDifferences(), '');
});
