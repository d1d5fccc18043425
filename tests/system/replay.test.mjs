// `warmline replay`: a day's offers decided again with other weights, from the events in Redis; nothing is changed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { World, binary, demo, numbersIn, root } from './harness.mjs';

const world = new World();
let second;
before(async () => {
  await world.start();
  await world.greeted();
});
after(() => world.stop());

const today = () => new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10);
function replay(weights, ...more) {
  const file = join(world.folder, 'weights.json');
  writeFileSync(file, typeof weights === 'string' ? weights : JSON.stringify(weights));
  const { status, stdout, stderr } = spawnSync(
    binary, ['replay', '--config', 'config/demo.json', '--redis', `unix://${world.socket}`, '--weights', file, '--day', today(), ...more],
    { cwd: root, encoding: 'utf8', env: { ...process.env, WARMLINE_DATA_KEY: world.key } },
  );
  return { status, stdout, stderr };
}

test('one tutor declines, the other takes it; then the first, who has nothing to do, is asked again', async () => {
  const mark = await world.last();
  const [first] = numbersIn(await world.say(demo.requester, '孩子小学四年级数学跟不上，想找人辅导'));
  await world.hears(demo.tutors[0], new RegExp(first), mark);
  await world.say(demo.tutors[0], '来不了');
  await world.hears(demo.tutors[1], new RegExp(first), mark);
  await world.say(demo.tutors[1], '接单');
  [second] = numbersIn(await world.say('demo-requester-other', '我家在天河区，孩子初二数学跟不上，想找人辅导'));
  await world.hears(demo.tutors[0], new RegExp(second), mark);
});

test('with the same weights nothing differs', () => {
  const { status, stdout, stderr } = replay({}, '--json');
  assert.equal(status, 0, stderr);
  const result = JSON.parse(stdout);
  assert.deepEqual(result.differing, []);
  assert.ok(result.decided_again >= 3, stdout);
  assert.equal(result.as_then, result.decided_again);
  assert.deepEqual(result.used, result.tried);
});

test('with room worth nothing the one who takes what is offered comes first, and both reasons are shown', () => {
  const keys = world.redisCli('dbsize');
  const { stdout } = replay({ free: 0 }, '--json');
  const { differing } = JSON.parse(stdout);
  assert.deepEqual(differing.map((one) => one.ticket), [second], stdout);
  const [{ asked, used, tried }] = differing;
  assert.equal(asked, 'tutor-1-wang');
  assert.equal(used.person, 'tutor-1-wang');
  assert.equal(tried.person, 'tutor-2-li');
  assert.match(used.why, /在手0件/);
  assert.match(tried.why, /在手1件/);
  const text = replay({ free: 0 }).stdout;
  assert.match(text, new RegExp(`${second} education.tutoring`));
  assert.match(text, /1 would differ/);
  assert.equal(world.redisCli('dbsize'), keys);
  assert.equal(JSON.parse(replay({}, '--json').stdout).differing.length, 0, 'nothing was changed');
});

test('wrong weights and a wrong day are refused with the place and the remedy', () => {
  const wrong = replay({ fairness: 10 });
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /weights\.json.*fairness/s);
  assert.equal(replay('{').status, 2);
  const noDay = replay({}, '--day', '2026-02-30');
  assert.equal(noDay.status, 2);
});
