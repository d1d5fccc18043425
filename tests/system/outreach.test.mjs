// The daily round (P1, S3): at the programme's hour the liaison is asked, once, however often the service starts or how many
// processes look; one answer opens several tickets; a wish for fewer contacts is kept.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { World, numbersIn, root, sleep } from './harness.mjs';

const liaison = 'outreach-liaison-luo';
const folder = mkdtempSync(join(tmpdir(), 'warmline-outreach-'));
const config = join(folder, 'config.json');
const question = /今天有什么需要吗/;

/** The demonstration with a chat for the liaison, and the round at the minute that is now, or never. */
function configure(round) {
  const settings = JSON.parse(readFileSync(join(root, 'config/demo.json')));
  const programme = JSON.parse(readFileSync(join(root, 'config', settings.programme)));
  const people = JSON.parse(readFileSync(join(root, 'config', settings.people)));
  people.persons.find(({ id }) => id === 'luo').chats = [{ account: 'demo', sender: liaison }];
  const china = new Date(Date.now() + 8 * 3600_000).toISOString();
  programme.outreach_at = round ? [china.slice(11, 16)] : [];
  settings.wording = join(root, 'config', settings.wording);
  settings.programme = join(folder, 'programme.json');
  settings.people = join(folder, 'people.json');
  writeFileSync(settings.programme, JSON.stringify(programme));
  writeFileSync(settings.people, JSON.stringify(people));
  writeFileSync(config, JSON.stringify(settings));
}

const world = new World({ config });
before(async () => {
  configure(false);
  await world.start();
});
after(async () => {
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

const asked = async () => (await world.heard(liaison)).filter(({ text }) => question.test(text ?? '')).length;
async function restart() {
  await world.service.stop();
  await world.startService();
}

test('a liaison is asked at the hour, and once', async () => {
  await world.say(liaison, '你好');
  await sleep(200);
  assert.equal(await asked(), 0, 'no round yet');
  configure(true);
  await restart();
  await world.hears(liaison, question);
  await restart();
  const session = await world.signIn();
  assert.equal((await session('/ledger')).outreach.asked, 1);
  await sleep(1000);
  assert.equal(await asked(), 1);
});

test('one answer opens what the team needs', async () => {
  const reply = await world.say(liaison, '3位家属家里没有菜了，请帮忙买菜送菜。还有王医生的孩子五年级数学跟不上，想找人辅导。');
  assert.ok(numbersIn(reply).length >= 2, reply);
  const session = await world.signIn();
  const { outreach } = await session('/ledger');
  assert.deepEqual([outreach.liaisons, outreach.answered, outreach.nothing], [1, 1, 0]);
});

test('fewer contacts are a wish that is kept', async () => {
  const reply = await world.say(liaison, '不用每天问，隔天问就行');
  assert.match(reply, /每2天问您一次/);
  assert.match(await world.say(liaison, '以后不用问了'), /不再主动问您/);
  const session = await world.signIn();
  assert.equal((await session('/ledger')).outreach.none, 1);
});
