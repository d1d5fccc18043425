// Starts the peer program and talks to it over HTTP.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** @returns {Promise<{url: string, stop: () => Promise<number>}>} */
export async function startPeer(platformUrl) {
  const program = process.env.WARMLINE_PEER;
  if (!program) throw new Error('set WARMLINE_PEER to the path of wechat_interop_peer');
  const child = spawn(program, {
    env: { ...process.env, WARMLINE_PLATFORM: platformUrl },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const port = await new Promise((resolve, reject) => {
    child.once('error', reject);
    createInterface({ input: child.stdout }).once('line', (line) => resolve(line.replace('port ', '')));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      child.stdin.end();
      return ended;
    },
  };
}

/** Sends one callback. `query` is encoded here, once. */
export async function post(peer, account, query, body) {
  const response = await fetch(`${peer.url}/channels/wechat/${account}?${new URLSearchParams(query)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/xml' },
    body,
  });
  return { status: response.status, body: await response.text() };
}
