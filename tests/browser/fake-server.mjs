// Starts console_fake_server (tests/adapters/console): the console over an invented service in memory.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach } from 'node:test';
import { fileURLToPath } from 'node:url';
import { tab } from './browser.mjs';

/** The moment at which the invented service stands: 17 February 2026, 10:00 in China. */
export const fakeNow = 1771293600000;
export const fakePassword = 'warm-line-2026';

function program() {
  const folder = process.env.WARMLINE_BUILD ?? fileURLToPath(new URL('../../build/debug', import.meta.url));
  const path = `${folder}/bin/console_fake_server`;
  if (!existsSync(path)) throw new Error(`${path} is missing: build the target console_fake_server, or set WARMLINE_BUILD`);
  return path;
}

export async function startFakeServer() {
  const child = spawn(program(), [], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const port = await new Promise((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('exit', () => reject(new Error('console_fake_server ended at once')));
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    /** What others do: open/ID, accept/ID, more-time/ID, share/ID, bounce/ID, mass, groups, rest, persons, expert-gone/ID, away/on, away/off. */
    async play(what) {
      const answer = await fetch(`${url}/fake/${what}`, { method: 'POST' });
      if (!answer.ok) throw new Error(`${what}: ${answer.status}`);
    },
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

/**
 * A service and a tab of its own for each test of a `describe`, with the page of the service open. A test that ends must
 * have left the browser without complaint.
 * @param take  is given { server, context, page } before each
 */
export function ownService(browser, size, take) {
  let own;
  beforeEach(async () => {
    const server = await startFakeServer();
    own = { server, ...(await tab(browser, size, fakeNow)) };
    await own.page.goto(server.url);
    take(own);
  });
  afterEach(async () => {
    await own.context.close();
    await own.server.stop();
    assert.deepEqual(own.problems, []);
  });
}

/** Lets an account of the invented service in. */
export async function signIn(page, name = 'chen') {
  await page.getByLabel('账号').fill(name);
  await page.getByLabel('密码', { exact: true }).fill(fakePassword);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('navigation', { name: '主导航' }).waitFor();
}
