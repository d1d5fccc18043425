// Hand in hand from the first word of a family to the farewell, through signed callbacks and real Redis.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { World, numbersIn, root, until } from './harness.mjs';

const family = 'pair-family', late = 'pair-late-family', guo = 'pair-officer-guo', zhao = 'pair-officer-zhao';
const folder = mkdtempSync(join(tmpdir(), 'warmline-pair-'));

/** The demonstration's people; 郭干事 has a chat and knows the hospital, 赵干事 is new. Both have no family yet. */
function settings() {
  const config = join(root, 'config');
  const people = JSON.parse(readFileSync(join(config, 'demo/people.json'), 'utf8'));
  Object.assign(people.persons.find(({ id }) => id === 'partner-guo'), {
    hospital: '南方医科大学南方医院', chats: [{ account: 'demo', sender: guo }],
  });
  people.persons.push({
    id: 'partner-zhao', name: '赵干事', phone: '13800002999', roles: ['partner'], organisation: 'gd',
    chats: [{ account: 'demo', sender: zhao }], helper: { needs: [], capacity: 10 },
  });
  writeFileSync(join(folder, 'people.json'), JSON.stringify(people));
  const demoSettings = JSON.parse(readFileSync(join(config, 'demo.json'), 'utf8'));
  Object.assign(demoSettings, {
    programme: join(config, demoSettings.programme), wording: join(config, demoSettings.wording), people: join(folder, 'people.json'),
  });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(demoSettings));
  return join(folder, 'settings.json');
}

const world = new World({ config: settings() });
let api, ticket, home;
before(async () => {
  await world.start();
  await world.greeted();
  for (const officer of [guo, zhao]) await world.say(officer, '在线');
  api = await world.signIn();
});
after(async () => {
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

const owner = async () => (await api(`/tickets/${ticket}`)).owner?.name;

test('a family that nobody knew is paired with its first words, and both sides are told', async () => {
  const reply = await world.say(family, '我在南方医院上班，人在武汉支援，家里老人没人照顾');
  assert.match(reply, /郭干事和您家结成手拉手/);
  [ticket] = numbersIn(reply);
  await world.hears(guo, /结成手拉手/);
  await world.hears(guo, new RegExp(`新任务.*${ticket}`, 's'));
  const told = (await world.heard(family)).filter(({ text }) => /手拉手/.test(text ?? ''));
  assert.equal(told.length, 1, 'one message');
  assert.equal(await owner(), '郭干事');
  home = (await api(`/tickets/${ticket}`)).household.id;
  const { history } = await api(`/households/${home}`);
  assert.match(history[0].text, /同一家医院/, 'why this officer');
});

test('the partner hands the family over in his own words, once he has confirmed it', async () => {
  await world.say(guo, '接单');
  const asked = await world.say(guo, '我下周要去外地，结对的家庭转交给赵干事，老人耳朵不好要大声说');
  assert.match(asked, /赵干事.*对吗/s);
  assert.match(asked, new RegExp(ticket), 'with what is open');
  assert.equal(await owner(), '郭干事', 'not yet');
  const mark = await world.last();
  await world.say(guo, '是');
  const question = await world.hears(zhao, /接手/, mark);
  assert.match(question.text, /老人耳朵不好/, 'the note');
});

test('the new partner accepts; the ticket goes along, and the family is told once', async () => {
  const before_ = (await api(`/tickets/${ticket}`)).deadlines.find(({ kind }) => kind === 'resolve').due;
  const mark = await world.last();
  const reply = await world.say(zhao, '接手');
  assert.match(reply, new RegExp(ticket));
  await world.hears(family, /换成赵干事/, mark);
  await world.hears(guo, /赵干事接手/, mark);
  const told = (await world.heard(family, mark)).filter(({ direction }) => direction !== 'in');
  assert.equal(told.length, 1, JSON.stringify(told));
  const now = await api(`/tickets/${ticket}`);
  assert.equal(now.owner.name, '赵干事');
  assert.equal(now.assignee.name, '赵干事');
  assert.equal(now.deadlines.find(({ kind }) => kind === 'resolve').due, before_, 'no time is lost or won');
  assert.ok(now.history.some(({ kind, text }) => kind === 'ticket_handed_over' && /耳朵/.test(text)));
});

test('a second family waits while nobody has room', async () => {
  // 郭干事 is free again, so he takes this one; the next one waits.
  assert.match(await world.say('pair-second', '我在南方医院上班，家里孩子没人带'), /郭干事和您家结成手拉手/);
  assert.doesNotMatch(await world.say(late, '我在南方医院上班，家里老人没人照顾'), /手拉手/);
  const { items } = await api('/households?which=waiting');
  assert.ok(items.some(({ waiting }) => waiting.why === '没有还能结对的人'), JSON.stringify(items));
});

test('the coordinator ends the pair; both hear a farewell, the open ticket goes on, and the family that waited is next', async () => {
  const mark = await world.last();
  const ended = await api(`/households/${home}/end`, { reason: '医护已平安回家', open_work: 'reassign' });
  assert.equal(ended.partner, undefined);
  assert.equal(ended.history.at(-1).kind, 'pair_ended');
  await world.hears(family, /告一段落/, mark);
  await world.hears(zhao, /告一段落/, mark);
  const after_ = await api(`/tickets/${ticket}`);
  assert.notEqual(after_.assignee?.name, '赵干事');
  assert.ok(after_.offer || after_.ticket.with_coordinator, 'somebody has it');
  await world.hears(late, /赵干事和您家结成手拉手/, mark);
  await until('nobody to wait', async () => {
    const { items } = await api('/households?which=waiting');
    return !items.some(({ waiting }) => waiting.why === '没有还能结对的人');
  });
});

test('all of it can be rebuilt from the events', async () => {
  await world.service.stop();
  assert.equal(world.rebuildDifferences(), '');
});
