// Every command of both READMEs is run here; a command that this file does not know fails the test.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { demo, root, until } from './harness.mjs';

function commandsOf(file) {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/```sh\n([^]*?)```/g)].flatMap((block) => block[1].trim().split('\n'));
}
const shell = (command) =>
  execFileSync('bash', ['-c', command], { cwd: root, encoding: 'utf8', env: { ...process.env, WARMLINE_DATA_KEY: '0'.repeat(64) } });

const known = {
  // Who reads this has a clone already; what is tested is that the clone is complete.
  'git clone https://example.org/warmline.git && cd warmline': () => assert.ok(existsSync(join(root, 'CMakeLists.txt'))),
  'scripts/run': runsTheDemonstration,
  // This test is a part of it.
  'scripts/test': () => assert.ok(statSync(join(root, 'scripts/test')).mode & 0o100),
  'build/release/bin/warmline classify "老人的降压药吃完了，有人能帮忙去医院拿吗"': (command) =>
    assert.match(shell(command), /medical\.care/),
  'build/release/bin/warmline check config/demo.json config/programmes/gd-2020.json': (command) =>
    assert.match(shell(command), /good[^]*good/),
};

for (const [command, run] of Object.entries(known)) test(command, () => run(command));
for (const file of ['README.md', 'README.zh-CN.md'])
  test(`${file} has no other command`, () => {
    const commands = commandsOf(file);
    assert.ok(commands.length > 0);
    for (const command of commands) assert.ok(command in known, command);
  });

/** Starts scripts/run, gives its addresses, and a way to press Ctrl-C. */
async function start(state, port) {
  const child = spawn('scripts/run', ['--port', String(port), '--state', state], {
    cwd: root, env: { ...process.env, WARMLINE_DEMO_PASSWORD: 'readme-password' }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await until('scripts/run to print the addresses', () => {
    if (child.exitCode !== null) throw new Error(output);
    return output.includes('Ctrl-C');
  }, 1_200_000);
  const [, sandbox] = output.match(/sandbox\s+(http\S+)/);
  const [, console_] = output.match(/console\s+(http\S+)/);
  return {
    sandbox, console: console_, output: () => output,
    stop: async () => {
      child.kill('SIGINT');
      return ended;
    },
  };
}

async function runsTheDemonstration() {
  const state = mkdtempSync(join(tmpdir(), 'warmline-run-'));
  const port = 20000 + Math.floor(Math.random() * 20000);
  try {
    let world = await start(state, port);
    assert.match(world.output(), /readme-password/);
    for (const address of [world.sandbox, world.console]) assert.equal((await fetch(address)).status, 200, address);
    const said = await fetch(`${world.sandbox}sim/message`, {
      method: 'POST', headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ openid: demo.requester, type: 'text', text: '家里老人没人照顾，能来个人吗' }),
    });
    const [number] = (await said.json()).reply.text.match(/\d{5,8}/);
    assert.equal(await world.stop(), 0, world.output());
    // It starts again with everything that was there before.
    world = await start(state, port);
    const again = await fetch(`${world.sandbox}sim/message`, {
      method: 'POST', headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ openid: demo.requester, type: 'text', text: '进度' }),
    });
    assert.match((await again.json()).reply.text, new RegExp(number));
    assert.equal(await world.stop(), 0, world.output());
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}
