// Starts a whole Warmline for one test file: a private Redis, the platform simulator and the service, all on loopback and
// on free ports, in a temporary folder that goes away with them.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, readFileSync, existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const binary = process.env.WARMLINE_BINARY ?? join(root, 'build/release/bin/warmline');
export const demo = {
  requester: 'demo-requester-chen',
  partner: 'demo-partner-lin',
  tutors: ['demo-tutor-wang', 'demo-tutor-li'],
  expert: 'demo-expert-zhou',
  coordinator: 'demo-coordinator-he',
  caller: '13800005678',
};
export const story = '我老婆在武汉支援，家里老人没人照顾，孩子小学四年级数学跟不上，我要上夜班';

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks `probe` until it gives something truthy. Fails loudly with `what` when the time is over. */
export async function until(what, probe, ms = 30000) {
  const end = Date.now() + ms;
  let last;
  while (Date.now() < end) {
    try {
      last = await probe();
      if (last) return last;
    } catch (error) {
      last = error;
    }
    await sleep(50);
  }
  throw new Error(`${what}: not within ${ms} ms (last: ${last instanceof Error ? last.message : JSON.stringify(last)})`);
}

export async function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

class Process {
  constructor(name, command, args, env = {}) {
    this.name = name;
    this.output = '';
    this.child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream.on('data', (data) => {
        this.output = (this.output + data).slice(-200000);
      });
    this.ended = new Promise((resolve) => this.child.once('exit', (code, signal) => resolve({ code, signal })));
  }
  async line(pattern) {
    const match = await until(`${this.name} to say ${pattern}\n${this.output}`, () => {
      if (this.child.exitCode !== null) throw new Error(`${this.name} ended: ${this.output}`);
      return this.output.match(pattern);
    });
    return match;
  }
  async stop(signal = 'SIGTERM') {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    return this.ended;
  }
}

export class World {
  constructor(options = {}) {
    this.options = options;
    this.folder = mkdtempSync(join(tmpdir(), 'warmline-'));
    this.socket = join(this.folder, 'redis.sock');
    this.password = 'demo-password';
    this.key = 'ab'.repeat(32);
  }

  async start() {
    await this.startRedis();
    this.port = await freePort();
    this.url = `http://127.0.0.1:${this.port}`;
    await this.startSimulator();
    if (this.options.settings) this.writeSettings();
    await this.startService();
    return this;
  }

  /** Settings of its own: the demonstration's, with what `options.settings(world)` gives on top. */
  writeSettings() {
    const settings = JSON.parse(readFileSync(join(root, 'config/demo.json'), 'utf8'));
    for (const name of ['programme', 'wording', 'people']) settings[name] = join(root, 'config', settings[name]);
    this.options.config = join(this.folder, 'settings.json');
    writeFileSync(this.options.config, JSON.stringify({ ...settings, ...this.options.settings(this) }));
  }

  /** A second service on the same Redis. */
  async startSecond() {
    const port = await freePort();
    const second = Object.assign(Object.create(World.prototype), this, { port, url: `http://127.0.0.1:${port}` });
    await second.startService();
    return second;
  }

  /** How what is kept differs from what its events say, a line each; the services must be stopped. */
  rebuildDifferences() {
    const config = this.options.config ?? 'config/demo.json';
    return execFileSync(binary, ['rebuild', '--check', '--config', config, '--redis', `unix://${this.socket}`], {
      cwd: root, encoding: 'utf8', env: { ...process.env, WARMLINE_DATA_KEY: this.key, WARMLINE_DEMO_PASSWORD: this.password },
    }).trim();
  }

  async startRedis() {
    this.redis = new Process('redis', 'redis-server', [
      '--port', '0', '--unixsocket', this.socket, '--dir', this.folder, '--appendonly', 'yes',
      '--appendfsync', this.options.fsync ?? 'always', '--save', '',
    ]);
    await until('redis to answer', () => this.redisCli('ping') === 'PONG');
  }
  redisCli(...args) {
    return execFileSync('redis-cli', ['-s', this.socket, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  }

  async startSimulator() {
    this.simulator = new Process('simulator', process.execPath, [
      'tests/simulator/main.mjs', '--port', '0', '--warmline', this.url, '--mode', this.options.mode ?? 'safe',
      ...(this.options.greet === false ? ['--no-greet'] : []),
    ], this.options.env);
    const match = await this.simulator.line(/simulator listening on (\S+)/);
    this.sim = match[1];
  }

  serviceArguments() {
    return ['serve', '--config', this.options.config ?? 'config/demo.json', '--port', String(this.port), '--redis', `unix://${this.socket}`,
      '--wechat-base', this.sim];
  }
  async startService() {
    this.service = new Process('warmline', binary, this.serviceArguments(), {
      WARMLINE_DATA_KEY: this.key, WARMLINE_DEMO_PASSWORD: this.password, ...this.options.env,
    });
    await this.ready();
  }
  async ready() {
    await until(`warmline to be ready`, async () => {
      if (this.service.child.exitCode !== null || this.service.child.signalCode !== null)
        throw new Error(`ended with ${this.service.child.exitCode ?? this.service.child.signalCode}: ${this.service.output}`);
      return (await fetch(`${this.url}/readyz`)).status === 200;
    }, 20000);
  }
  /** Waits until the simulator's helpers have said 「在线」, so that they can be written to. */
  async greeted() {
    await until('the helpers to have greeted', async () => {
      const { messages } = await this.get('/sim/messages?direction=in');
      return [demo.partner, ...demo.tutors, demo.expert].every((openid) => messages.some((m) => m.openid === openid && m.text === '在线'));
    });
  }

  async stop() {
    for (const process of [this.service, this.simulator, this.redis]) await process?.stop('SIGTERM');
    if (existsSync(this.folder)) rmSync(this.folder, { recursive: true, force: true });
  }

  async get(path) {
    const response = await fetch(this.sim + path);
    return response.json();
  }
  async post(path, body = {}) {
    const response = await fetch(this.sim + path, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  }

  /** A person writes; gives the text of the passive reply, or ''. */
  async say(openid, text, more = {}) {
    const result = await this.post('/sim/message', { openid, type: 'text', text, ...more });
    if (result.fault) throw new Error(`fault notice instead of a reply to 「${text}」`);
    return result.reply?.text ?? '';
  }
  /** Everything the service said to a person so far, oldest first. */
  async heard(openid, since = 0) {
    const { messages } = await this.get(`/sim/messages?openid=${openid}&since=${since}`);
    return messages;
  }
  /** Waits until a person hears something that matches. */
  async hears(openid, pattern, since = 0) {
    let seen = [];
    try {
      return await until('', async () => {
        seen = await this.heard(openid, since);
        return seen.find((message) => pattern.test(message.text ?? ''));
      });
    } catch {
      throw new Error(`${openid} did not hear ${pattern}; heard: ${seen.map((m) => `\n  ${m.text}`).join('')}`);
    }
  }
  async last() {
    return (await this.get('/sim/messages?direction=all')).last;
  }

  /** A console session: fetch with cookie and CSRF token. */
  async signIn(name = 'demo', password = this.password) {
    const response = await fetch(`${this.url}/api/v1/session`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name, password }),
    });
    const session = await response.json();
    if (!response.ok) throw new Error(`sign-in: ${response.status} ${JSON.stringify(session)}`);
    const cookie = response.headers.get('set-cookie').split(';')[0];
    const token = session.csrf_token ?? session.csrf;
    return async (path, body, method = body === undefined ? 'GET' : 'POST') => {
      const answer = await fetch(`${this.url}/api/v1${path}`, {
        method,
        headers: { cookie, 'content-type': 'application/json', 'x-csrf-token': token },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
      return text ? JSON.parse(text) : null;
    };
  }
  exported() {
    const out = execFileSync(binary, ['export', '--config', this.options.config ?? 'config/demo.json', '--redis', `unix://${this.socket}`], {
      cwd: root, encoding: 'utf8', env: { ...process.env, WARMLINE_DATA_KEY: this.key }, maxBuffer: 1 << 28,
    });
    return out.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  }
}

/** Somebody of a list of people who writes from the account `demo`; `id` is the openid as well. */
export const listed = (id, name, roles, helper) => ({
  id, name, phone: `138000099${String(name.charCodeAt(0) % 100).padStart(2, '0')}`, roles, organisation: 'gd',
  chats: [{ account: 'demo', sender: id }], ...(helper && { helper }),
});

/** What the built-in reader makes of each text, as `warmline classify` says. */
export function classify(texts) {
  const input = texts.map((text, id) => JSON.stringify({ id: String(id), text })).join('\n');
  const lines = execFileSync(binary, ['classify', '--jsonl'], { input: `${input}\n`, encoding: 'utf8' }).trim().split('\n');
  return lines.map((line, at) => ({ ...JSON.parse(line), text: texts[at] }));
}

/** The ticket numbers that a text names, in its order. */
export const numbersIn = (text) => [...new Set(text.match(/\b\d{5,8}\b/g) ?? [])];
