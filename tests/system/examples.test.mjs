// What answers and corrections teach: kept in the same commit as what they did, masked, printed as lines of a corpus.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { World, binary, demo, numbersIn, root, story } from './harness.mjs';

const world = new World();
before(async () => {
  await world.start();
  await world.greeted();
});
after(() => world.stop());

const command = (...more) => [
  'examples', '--config', 'config/demo.json', '--redis', `unix://${world.socket}`, ...more,
];
const environment = () => ({ cwd: root, encoding: 'utf8', env: { ...process.env, WARMLINE_DATA_KEY: world.key } });
const examples = (...more) =>
  execFileSync(binary, command(...more), environment()).split('\n').filter(Boolean).map((line) => JSON.parse(line));

// Vague on purpose, so that the reader asks; which of them it asks about is the reader's.
const vague = [
  '我是陈小明，家里老人和孩子怎么办，电话13900005678',
  '我叫陈小明，家里实在顾不过来了，电话13900005678',
  '陈小明13900005678，家里就一个老人一个孩子，我回不去',
];

test('an answer to our question becomes an example without personal data', async () => {
  assert.deepEqual(examples(), []);
  let asked;
  for (const [index, text] of vague.entries()) {
    const reply = await world.say(`asks-${index}`, text);
    if (/是哪一件/.test(reply)) {
      asked = { openid: `asks-${index}`, text };
      break;
    }
  }
  assert.ok(asked, 'none of the vague messages was asked about');
  const reply = await world.say(asked.openid, '1');
  assert.ok(numbersIn(reply).length >= 1, reply);
  const kept = examples();
  assert.equal(kept.length, 1);
  const [example] = kept;
  assert.deepEqual(Object.keys(example), ['id', 'channel', 'text', 'intents', 'needs', 'urgency', 'slots', 'source']);
  assert.equal(example.source, 'answer');
  assert.equal(example.channel, 'wechat');
  assert.ok(example.intents.includes('request'));
  assert.ok(example.needs.length >= 1);
  assert.deepEqual(example.slots, {});
  assert.doesNotMatch(example.text, /陈小明|13900005678/);
  assert.match(example.text, /13800001234/);
  assert.match(example.text, /家里/, 'the words stay');
  assert.doesNotMatch(world.redisCli('--raw', 'dump', world.redisCli('keys', '*:x:*')), /家里/, 'sealed at rest');
});

test('a coordinator’s correction likewise, in the ticket’s own words', async () => {
  const [eldercare] = numbersIn(await world.say(demo.requester, story));
  const api = await world.signIn();
  const before = await api(`/tickets/${eldercare}`);
  const after = await api(`/tickets/${eldercare}/reclassify`, { need: 'rest.lodging', reason: '要的是住处' });
  assert.equal(after.ticket.need, 'rest.lodging');
  assert.equal(after.ticket.opened, before.ticket.opened);
  const step = after.history.find(({ kind }) => kind === 'ticket_reclassified');
  assert.equal(step.text, '要的是住处');
  await world.hears(demo.requester, new RegExp(`${eldercare}.*${after.ticket.need_name}`)); // another tier, so another moment
  const kept = examples().filter(({ source }) => source === 'correction');
  assert.equal(kept.length, 1);
  assert.deepEqual(kept[0].needs, ['rest.lodging']);
  assert.match(kept[0].text, /老人/);

  await api(`/tickets/${eldercare}/reclassify`, { intent: 'consult', reason: '只是打听' });
  const again = examples().filter(({ source }) => source === 'correction');
  assert.equal(again.length, 1, 'the later label takes the earlier’s place');
  assert.deepEqual([again[0].intents, again[0].needs], [['consult'], []]);
});

test('they outlive the process, and --since leaves out what is older', async () => {
  const before = examples();
  await world.service.stop('SIGKILL');
  await world.startService();
  assert.deepEqual(examples(), before);
  assert.deepEqual(examples('--since', '2020-02-17'), before);
  assert.deepEqual(examples('--since', '2999-01-01'), []);
  for (const wrong of ['yesterday', '2020-13-01', '2020-02-30', '20200217'])
    assert.equal(spawnSync(binary, command('--since', wrong), environment()).status, 2, wrong);
});
