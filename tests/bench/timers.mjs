// How late deadlines fire with a million of them waiting, also when one of the two processes that fire them is killed.
// Two real services on one real Redis; the timers are of tickets that do not exist, so that each costs its claim, its load
// and its commit, and no talk. A timer counts as fired when Redis holds it neither as due nor as leased; that is looked at
// every 25 ms, so a lag is told at most so much too long.
// Usage: timers.mjs [--timers N] [--rate PER_SECOND] [--seconds N]
import { connect } from 'node:net';
import { parseArgs } from 'node:util';
import { sleep } from '../system/harness.mjs';
import { DurableWorld } from '../system/durability_world.mjs';

const { values } = parseArgs({
  options: { timers: { type: 'string' }, rate: { type: 'string' }, seconds: { type: 'string' } },
});
const timers = Number(values.timers ?? 1_000_000), rate = Number(values.rate ?? 100), seconds = Number(values.seconds ?? 40);
const lookEvery = 25;

/** A connection to Redis that sends commands of plain words and reads whole answers. */
class Redis {
  constructor(path) {
    this.socket = connect(path);
    this.waiting = [];
    this.bytes = '';
    this.socket.setEncoding('latin1').on('data', (data) => this.#take(data));
  }
  call(...words) {
    const text = words.map((word) => `$${Buffer.byteLength(`${word}`)}\r\n${word}\r\n`).join('');
    this.socket.write(`*${words.length}\r\n${text}`);
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }
  #take(data) {
    this.bytes += data;
    let at = 0;
    const line = () => {
      const end = this.bytes.indexOf('\r\n', at);
      if (end < 0) throw undefined;
      const text = this.bytes.slice(at, end);
      at = end + 2;
      return text;
    };
    const value = () => {
      const head = line(), rest = head.slice(1);
      if (head[0] === '-') return new Error(rest);
      if (head[0] === '*') return Array.from({ length: Number(rest) }, value);
      if (head[0] !== '$') return rest;
      if (this.bytes.length < at + Number(rest) + 2) throw undefined;
      at += Number(rest) + 2;
      return this.bytes.slice(at - Number(rest) - 2, at - 2);
    };
    for (;;) {
      let answer;
      try {
        answer = value();
      } catch (incomplete) {
        if (incomplete) throw incomplete;
        return;
      }
      this.bytes = this.bytes.slice(at);
      at = 0;
      const { resolve, reject } = this.waiting.shift();
      answer instanceof Error ? reject(answer) : resolve(answer);
    }
  }
}

async function fill(redis, key, from) {
  for (let n = 0; n < timers; n += 1000) {
    const members = [];
    for (let i = n; i < Math.min(n + 1000, timers); ++i) {
      const due = Math.round(from + (1000 * i) / rate);
      members.push(due, `bench-${due}-${i}`);
    }
    await redis.call('ZADD', key, ...members);
  }
}

const dueOf = (member) => Number(member.split('-')[1]);
const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];

/** Watches timers become due and go; kills one service half-way. @return lags in ms, and what the killed one held */
async function watch(world, redis, key, from) {
  const end = from + 1000 * seconds, half = from + 500 * seconds;
  const outstanding = new Set(), lags = [], after = [];
  let held = 0, killed = false, next = from;
  while (Date.now() < end || outstanding.size > 0) {
    if (Date.now() > end + 60_000) throw new Error(`${outstanding.size} timers never fired`);
    if (!killed && Date.now() >= half) {
      killed = true;
      const leases = redis.call('ZRANGE', `${key}:l`, 0, -1);
      await world.services[0].service.stop('SIGKILL');
      held = (await leases).length;
    }
    const now = Date.now();
    const [due, leased] = await Promise.all([
      redis.call('ZRANGEBYSCORE', key, '-inf', now), redis.call('ZRANGE', `${key}:l`, 0, -1),
    ]);
    const there = new Set([...due, ...leased]);
    for (; next <= Math.min(now, end); next += 1000 / rate) {
      const i = Math.round(((next - from) * rate) / 1000), at = Math.round(from + (1000 * i) / rate);
      outstanding.add(`bench-${at}-${i}`);
    }
    for (const member of outstanding) {
      if (there.has(member)) continue;
      outstanding.delete(member);
      (killed ? after : lags).push(Math.max(0, now - dueOf(member)));
    }
    await sleep(lookEvery);
  }
  return { lags, after, held };
}

function print(what, lags) {
  const sorted = [...lags].sort((a, b) => a - b);
  console.log(`${what.padEnd(34)}${String(sorted.length).padStart(7)} fired  p50 ${quantile(sorted, 0.5)} ms  ` +
    `p99 ${quantile(sorted, 0.99)} ms  most ${sorted.at(-1)} ms  ${(100 * sorted.filter((lag) => lag < 1000).length / sorted.length).toFixed(2)} % within a second`);
}

const world = new DurableWorld();
try {
  await world.start(2);
  const redis = new Redis(world.first.socket);
  const key = 'wl:{main}:timers';  // adapters/store/include/store/keys.hpp
  const from = Date.now() + 1000 * Math.ceil(5 + timers / 40_000);
  await fill(redis, key, from);
  console.log(`${await redis.call('ZCARD', key)} timers wait, ${rate} become due a second; two services`);
  const { lags, after, held } = await watch(world, redis, key, from);
  print('both alive', lags);
  print('one killed half-way', after);
  console.log(`${held} were leased at the moment of the kill; what the killed one held rings again when its lease ends`);
  redis.socket.destroy();
} finally {
  await world.stop();
}
