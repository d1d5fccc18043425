// A Warmline with many helpers for the durability test, whose processes can be killed one by one and started again.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { World, root, sleep } from './harness.mjs';

export const helpers = Array.from({ length: 40 }, (_, i) => ({ id: `durable-${i}`, openid: `durable-helper-${i}` }));
const needs = ['living.eldercare', 'living.groceries', 'education.tutoring', 'transport', 'psych.counsel', 'supplies.protective'];

/** The demonstration's configuration with 40 volunteers who take on all that the test asks for. @return its path */
function writeConfig(folder) {
  const config = JSON.parse(readFileSync(join(root, 'config/demo.json')));
  const people = JSON.parse(readFileSync(join(root, 'config/demo/people.json')));
  for (const { id, openid } of helpers)
    people.persons.push({
      id, name: `志愿者${id.slice(8)}`, phone: `1380001${String(id.slice(8)).padStart(4, '0')}`, roles: ['volunteer'], organisation: 'gd',
      chats: [{ account: 'demo', sender: openid }],
      helper: { needs, subjects: ['数学'], licences: ['driving', 'psychology'], seats: 60, capacity: 12 },
    });
  for (const key of ['programme', 'wording']) config[key] = join(root, 'config', config[key]);
  config.people = join(folder, 'people.json');
  config.log_level = 'warning';
  writeFileSync(config.people, JSON.stringify(people));
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  return join(folder, 'config.json');
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The harness's patience is meant for one start in peace; on a busy machine this one needs more. */
async function ready(world) {
  for (let again = 0; ; ++again) {
    try {
      return await world.ready();
    } catch (error) {
      if (again === 5) throw error;
    }
  }
}

export class DurableWorld {
  /**
   * @param processes  services on the one Redis
   * @param write      writes the configuration into a folder and gives its path
   * @param env        for services and platform
   */
  async start(processes, write = writeConfig, env = {}) {
    this.folder = mkdtempSync(join(tmpdir(), 'warmline-durable-'));
    const options = { config: write(this.folder), greet: false, mode: 'plain', env };
    this.first = new World(options);
    this.services = [this.first];
    await this.first.start();
    while (this.services.length < processes) {
      const more = new World(options);
      Object.assign(more, { socket: this.first.socket, sim: this.first.sim, port: await freePort() });
      more.url = `http://127.0.0.1:${more.port}`;
      this.services.push(more);
      await more.startService();
    }
    this.urls = this.services.map(({ url }) => url);
    return this;
  }

  /** SIGKILL, then the same again on the same folder; returns when it answers. */
  async killService(index) {
    await this.services[index].service.stop('SIGKILL');
    await this.#startService(index);
  }
  async #startService(index) {
    await this.services[index].startService().catch(() => ready(this.services[index]));
  }
  async killRedis() {
    await this.first.redis.stop('SIGKILL');
    await this.first.startRedis();
    for (const one of this.services) await ready(one);
  }

  /** Kills by turns, at random moments, so many times each. Both at once is a pair of kills. */
  async havoc(kills, counts) {
    for (let i = 0; i < kills; ++i) {
      await sleep(150 + Math.random() * 900);
      const index = i % this.services.length;
      if (i % 4 === 3) {
        await Promise.all([this.services[index].service.stop('SIGKILL'), this.first.redis.stop('SIGKILL')]);
        await this.first.startRedis();
        await this.#startService(index);
        for (const one of this.services) await ready(one);
      } else {
        await this.killService(index);
        await sleep(100 + Math.random() * 500);
        await this.killRedis();
      }
      counts.services_killed += 1;
      counts.redis_killed += 1;
    }
  }

  async stop() {
    for (const one of this.services?.slice(1) ?? []) await one.stop();
    await this.first?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
