// Clocks over days, in real processes whose time of day is shifted: a crisis that was taken and not contacted rings the next
// expert, who takes it over with one word; urgent work is put to two at a time; a late ticket shows its yellow and its red card
// and is told of again every day (design.md, "Clocks").
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { World, listed, numbersIn, until } from './harness.mjs';
import { Shift } from './shifted.mjs';

const minute = 60_000, day = 24 * 60 * minute;
const expert = { needs: ['psych.crisis', 'psych.counsel'], licences: ['psychology'], capacity: 4 };
const shopper = { needs: ['living.groceries'], capacity: 4 };
const shift = new Shift();
const world = new World({
  greet: false,
  env: shift.env,
  settings: ({ folder }) => {
    const people = join(folder, 'people.json');
    writeFileSync(people, JSON.stringify({
      persons: [
        listed('expert-a', '周医生', ['expert'], expert), listed('expert-b', '沈医生', ['expert'], expert),
        listed('shopper-a', '许阿姨', ['volunteer'], shopper), listed('shopper-b', '江阿姨', ['volunteer'], shopper),
        listed('office', '何主任', ['coordinator']),
      ],
      households: [],
    }));
    return { people };
  },
});
let api;
before(async () => {
  await world.start();
  for (const id of ['expert-a', 'expert-b', 'shopper-a', 'shopper-b', 'office']) await world.say(id, '在线');
  api = await world.signIn();
});
after(async () => {
  await world.stop();
  shift.close();
});

test('a crisis taken without contact rings the next, who takes it over with one word', async () => {
  await world.say('nurse', '我真的撑不下去了，不想活了');
  const { items } = await api('/tickets?crisis=true');
  const { id } = items[0].ticket ?? items[0];
  const asked = await until('an expert to be asked', async () => (await api(`/tickets/${id}`)).offer?.candidate_name);
  const [first, second] = asked === '周医生' ? ['expert-a', 'expert-b'] : ['expert-b', 'expert-a'];
  await world.hears(first, new RegExp(id));
  await world.say(first, '接单');
  const mark = await world.last();
  shift.pass(shift.now() + 6 * minute);
  await world.hears(second, new RegExp(`${id}`), mark);
  await world.hears(first, /联系上了吗/, mark);
  await world.hears('office', new RegExp(id), mark);
  await world.say(second, '接单');
  const { assignee } = await api(`/tickets/${id}`);
  assert.equal(assignee.name, second === 'expert-a' ? '周医生' : '沈医生');
  await world.hears(first, new RegExp(`${id}.*已有人接手`, 's'), mark);
});

test('urgent work is put to two at a time; whoever says yes first has it, and the other hears so', async () => {
  const mark = await world.last();
  const reply = await world.say('nurse-2', '家里今天一点吃的都没有了，很急，麻烦帮忙买菜，地址天河区育蕾街5号，电话13800009123');
  const [id] = numbersIn(reply);
  assert.ok(id, reply);
  await world.hears('shopper-a', new RegExp(id), mark);
  await world.hears('shopper-b', new RegExp(id), mark);
  assert.equal((await api(`/tickets/${id}`)).offer.beside.length, 1);
  await world.say('shopper-b', '接单');
  assert.equal((await api(`/tickets/${id}`)).assignee.name, '江阿姨');
  await world.hears('shopper-a', new RegExp(`${id}.*已有人接手`, 's'), mark);
  const late = await world.say('shopper-a', `接单 ${id}`);
  assert.doesNotMatch(late, /谢谢您接单|请联系/);
  await world.say('shopper-b', `完成 ${id}`);
});

test('a late ticket shows its yellow card and its red one, and is told of again each working day', async () => {
  const reply = await world.say('nurse-3', '家里老人想请人每周帮忙买一次菜，不急，地址天河区育蕾街7号，电话13800009124');
  const [id] = numbersIn(reply);
  assert.ok(id, reply);
  const who = await until('somebody to be asked', async () => (await api(`/tickets/${id}`)).offer?.candidate_name);
  const helper = who === '许阿姨' ? 'shopper-a' : 'shopper-b';
  await world.hears(helper, new RegExp(id));
  await world.say(helper, `接单 ${id}`);
  await world.say(helper, `已联系 ${id}`);
  const { deadlines } = await api(`/tickets/${id}`);
  const { due } = deadlines.find(({ kind }) => kind === 'resolve');
  let mark = await world.last();
  /** Days later: another process with another access token, and a session of its own. Who writes reopens the platform's window. */
  const pass = async (moment) => {
    await world.service.stop();
    shift.pass(moment);
    await world.startService();
    for (const openid of ['office', helper]) await world.say(openid, '你好');
    api = await world.signIn();
  };
  await pass(due - minute);
  await world.hears('office', new RegExp(`${id}.*黄牌`, 's'), mark);
  await world.hears(helper, new RegExp(`${id}.*黄牌`, 's'), mark);
  const card = async () => { const detail = await api(`/tickets/${id}`); return detail.card ?? detail.ticket.card; };
  assert.equal(await card(), 'yellow');
  mark = await world.last();
  await pass(due + minute);
  await world.hears(helper, new RegExp(`${id}.*已经过了说好的时间`, 's'), mark);
  await pass(due + 12 * day);
  await world.hears('office', new RegExp(`${id}.*红牌`, 's'), mark);
  assert.equal(await card(), 'red');
  mark = await world.last();
  await pass(shift.now() + 12 * day);  // a working day is among them whatever the holidays
  await world.hears(helper, new RegExp(`${id}.*办结时限已过，仍未办结`, 's'), mark);
});
