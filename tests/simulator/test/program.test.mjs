import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { demoPersonas } from '../lib/defaults.mjs';
import { readXml } from '../lib/xml.mjs';
import { startBoth } from './support.mjs';

const program = fileURLToPath(new URL('../main.mjs', import.meta.url));

async function start(t, args) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  assert.match(line, /^simulator listening on http:\/\/127\.0\.0\.1:\d+$/);
  return { child, address: line.split(' ').at(-1) };
}

test('it says where it listens, answers, and stops cleanly on a signal', async (t) => {
  for (const signal of ['SIGTERM', 'SIGINT']) {
    const { child, address } = await start(t, ['--port', '0', '--no-greet', '--console', 'http://127.0.0.1:8080/']);
    assert.equal(await (await fetch(`${address}/healthz`)).text(), 'ok');
    assert.equal((await (await fetch(`${address}/sim/state`)).json()).consoleUrl, 'http://127.0.0.1:8080/');
    const page = await fetch(address);
    assert.match(page.headers.get('content-security-policy'), /default-src 'none'/);
    assert.match(await page.text(), /^<!doctype html>/i);
    for (const path of ['/../package.json', '/nothing.mjs', '/..%2fpackage.json']) {
      assert.equal((await fetch(address + path)).status, 404, path);
    }
    const foreign = await fetch(`${address}/sim/settings`, {
      method: 'POST',
      headers: { Origin: 'http://example.invalid' },
    });
    assert.equal(foreign.status, 403);
    child.kill(signal);
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  }
});

test('it refuses bad options and addresses that others can reach', async () => {
  for (const args of [
    ['--host', '0.0.0.0'],
    ['--port', 'x'],
    ['--mode', 'secret'],
    ['--nonsense'],
    ['--personas', '/nothing'],
  ]) {
    const child = spawn(process.execPath, [program, '--no-greet', ...args], { stdio: 'ignore' });
    assert.deepEqual(await once(child, 'exit'), [2, null], args.join(' '));
  }
});

test('at the start all personas follow and the helpers say that they are there', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'sim-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const personas = join(folder, 'personas.json');
  writeFileSync(
    personas,
    JSON.stringify([
      { openid: 'p-req', name: '甲', role: 'requester' },
      { openid: 'p-tutor', name: '乙', role: 'tutor' },
      { phone: '13800001234', name: '丙', role: 'caller' },
    ]),
  );
  let ready = 0;
  const both = await startBoth(t, ({ path }) => (path === '/readyz' && (ready += 1) < 3 ? { status: 503 } : {}));
  const { address } = await start(t, [
    '--warmline',
    both.sim.settings.warmline,
    '--mode',
    'plain',
    '--personas',
    personas,
  ]);
  const greeted = async () => (await (await fetch(`${address}/sim/log?kind=notice`)).json()).entries.length > 0;
  while (!(await greeted())) await new Promise((resolve) => setTimeout(resolve, 20));
  const said = both.seen.map(({ body }) => readXml(body)).map((one) => [one.FromUserName, one.Event ?? one.Content]);
  assert.deepEqual(said, [
    ['p-req', 'subscribe'],
    ['p-tutor', 'subscribe'],
    ['p-tutor', '在线'],
  ]);
});

test('the stream tells what happens, and all is forgotten on request', async (t) => {
  const both = await startBoth(t);
  const response = await fetch(`${both.address}/sim/stream`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const { openid } = demoPersonas[0];
  let heard = '';
  const until = async (words) => {
    while (!heard.includes(words)) heard += (await reader.read()).value;
  };
  await until('follows');
  await both.post('/sim/message', { openid, text: '听见了吗' });
  await until('听见了吗');
  assert.equal((await both.get('/sim/messages?direction=all')).messages.length, 1);
  await both.ask('DELETE', '/sim/state');
  await until('"kind":"reset"');
  assert.equal((await both.get('/sim/messages?direction=all')).messages.length, 0);
  await reader.cancel();
});
