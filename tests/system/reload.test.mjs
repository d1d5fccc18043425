// SIGHUP reads the files anew while people write: nothing is refused, nothing lost, and a broken file changes nothing.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { World, numbersIn, root, until } from './harness.mjs';

const world = new World({
  settings: ({ folder }) => ({ programme: join(folder, 'programme.json'), }),
});
const programme = () => join(world.folder, 'programme.json');
const plan = JSON.parse(readFileSync(join(root, 'config/programmes/gd-2020.json'), 'utf8'));
const asks = '家里老人没人照顾，我在武汉支援';
const rename = (name) => {
  plan.services.find(({ need }) => need === 'living.eldercare').name = name;
  writeFileSync(programme(), JSON.stringify(plan));
};
const reloads = () => world.service.output.match(/ reloaded, on port \d+/g)?.length ?? 0;

before(async () => {
  rename('长者照护');
  await world.start();
  await world.greeted();
});
after(() => world.stop());

test('a new name holds for the next message, and whoever writes meanwhile is answered', async () => {
  const pid = world.service.child.pid;
  assert.match(await world.say('reload-before', asks), /长者照护/);
  rename('看望老人');
  world.service.child.kill('SIGHUP');
  for (let n = 0; reloads() === 0 || n < 10; ++n)
    assert.equal(numbersIn(await world.say(`reload-${n}`, asks)).length, 1, `message ${n}`);
  assert.match(await world.say('reload-after', asks), /看望老人/);
  assert.equal(world.service.child.pid, pid);
  assert.equal((await fetch(`${world.url}/readyz`)).status, 200);
});

test('a broken file is said and changes nothing', async () => {
  writeFileSync(programme(), '{ "id": ');
  world.service.child.kill('SIGHUP');
  await until('the error to be said', () => /reload: the files have errors, nothing changed/.test(world.service.output));
  assert.match(world.service.output, /programme\.json/);
  assert.match(await world.say('reload-broken', asks), /看望老人/);
});

test('it can be done again, and the end is as ever', async () => {
  rename('长者照护');
  world.service.child.kill('SIGHUP');
  await until('the second reload', () => reloads() === 2);
  assert.match(await world.say('reload-again', asks), /长者照护/);
  const { code } = await world.service.stop();
  assert.equal(code, 0);
  assert.equal(world.rebuildDifferences(), '');
});
