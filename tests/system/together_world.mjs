// A city of three organisations in which everything is under way at once, whose processes are killed and whose days pass as
// the test says: weekly food, shared tickets, squads and a support group.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clock, send } from './durability_sender.mjs';
import { DurableWorld } from './durability_world.mjs';
import { root, sleep, until } from './harness.mjs';
import { Shift } from './shifted.mjs';

export const hospital = '广州市第八人民医院';
export const families = Array.from({ length: 6 }, (_, n) => `family-${n}`);
export const nurses = ['nurse-0', 'nurse-1'];
export const experts = ['expert-0', 'expert-1'];
const count = (prefix, length) => Array.from({ length }, (_, n) => `${prefix}-${n}`);
const volunteers = count('volunteer', 16), first = count('first', 4), second = count('second', 3), reserve = count('reserve', 3);
const coordinators = ['union', 'league', 'women'].map((name) => `coordinator-${name}`);
/** Everybody who is offered something; the openid is the person's id. */
export const helpers = [...volunteers, ...first, ...second, ...reserve, ...experts];
export const capacityOf = (id) => (/^(first|second|reserve)/.test(id) ? 1 : 6);

let phones = 13800010000;
const person = (id, role, organisation, more = {}) => ({
  id, name: `张${id.replace(/\D/g, '') || '主任'}`, phone: String(++phones), roles: [role], organisation,
  chats: [{ account: 'demo', sender: id }], ...more,
});
const inSquad = (members, squad, more = {}) =>
  members.map((id, at) => person(id, 'volunteer', 'gz.league', {
    helper: { needs: ['manpower.site'], capacity: 1, squad, captain: at === 0, ...more },
  }));

/** The programme of the city; food may come every week and there are support groups. */
function programme() {
  const plan = JSON.parse(readFileSync(join(root, 'config/programmes/gz-2021.json'), 'utf8'));
  const service = (need) => plan.services.find((one) => one.need === need);
  service('living.groceries').repeat_days = 7;
  plan.services.push({ ...service('psych.counsel'), need: 'psych.group', name: '心理支持群', mode: 'sole', cooperating: undefined, group: true });
  return plan;
}

function people() {
  const homes = families.map((id) => ({ id: `${id}-home`, organisation: 'gz', hospital, district: '荔湾区', address: '荔湾区暖线街1号' }));
  return {
    persons: [
      ...families.map((id) => person(id, 'requester', 'gz', { household: `${id}-home`, district: '荔湾区' })),
      ...volunteers.map((id) => person(id, 'volunteer', 'gz', { helper: { needs: ['living.groceries', 'living.eldercare'], capacity: 6 } })),
      ...inSquad(first, '一队'), ...inSquad(second, '二队'), ...inSquad(reserve, '预备队', { reserve: true }),
      ...experts.map((id) => person(id, 'expert', 'gz.women', { helper: { needs: ['psych.group'], licences: ['psychology'], capacity: 6 } })),
      ...coordinators.map((id) => person(id, 'coordinator', id.replace('coordinator-', 'gz.'))),
    ],
    households: homes,
  };
}

function writeConfig(folder) {
  const write = (name, value) => {
    writeFileSync(join(folder, name), JSON.stringify(value));
    return join(folder, name);
  };
  const config = JSON.parse(readFileSync(join(root, 'config/demo.json'), 'utf8'));
  config.wording = join(root, 'config', config.wording);
  config.programme = write('programme.json', programme());
  config.people = write('people.json', people());
  config.log_level = 'warning';
  return write('config.json', config);
}

/** Random numbers that a seed makes, so that a run can be told by it. */
function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export class TogetherWorld {
  constructor(seed) {
    this.random = dice(seed);
    this.world = new DurableWorld();
    this.counts = { kills: 0, messages: 0, retried: 0 };
    this.shift = new Shift();
    this.next = 9_000_000;
  }

  /** @param now  the time of day of everybody, Unix ms */
  async start(now) {
    this.pass(now);
    await this.world.start(2, writeConfig, this.shift.env);
    return this;
  }
  async stop() {
    await this.calm?.();
    clock.now = () => Date.now();
    await this.world.stop();
    this.shift.close();
  }

  /** It is `now` for services and platform, from one moment to the next. */
  pass(now) {
    this.shift.pass(now);
    clock.now = () => this.shift.now();
  }

  get first() {
    return this.world.first;
  }
  tickets() {
    return this.first.exported();
  }

  /** Until `calm` is called one of the two is killed again and again, each time at a random moment, and started again. */
  rage() {
    let raging = true;
    const kills = (async () => {
      while (raging) {
        await sleep(200 + this.random() * 1800);
        await this.world.killService(this.random() < 0.5 ? 0 : 1);
        this.counts.kills += 1;
      }
    })();
    this.calm = async () => {
      raging = false;
      await kills;
    };
  }
  /** Waits until so many more were killed. */
  async killed(more) {
    const enough = this.counts.kills + more;
    await until(`${more} kills`, () => this.counts.kills >= enough, 120_000);
  }

  /** Somebody writes, and the platform delivers it again and again until it is answered. @return the message as sent */
  async say(openid, text) {
    const message = { id: ++this.next, text, openid, created: Math.floor(clock.now() / 1000), final: null };
    for (let again = 0; again < 20 && message.final === null; ++again) {
      const { text: answer, tries } = await send(this.world.urls, message);
      message.final = answer;
      this.counts.retried += tries > 1 ? 1 : 0;
    }
    this.counts.messages += 1;
    if (message.final === null) throw new Error(`「${text}」 of ${openid} was never answered; ${this.first.service.output}`);
    return message;
  }

  /** What the office does, by any process that lives; what was refused is thrown at once. */
  async office(work) {
    for (let again = 0; ; ++again) {
      try {
        return await work(await this.world.services[again % 2].signIn());
      } catch (error) {
        if (again === 40 || / 4\d\d /.test(error.message)) throw error;
        await sleep(250);
      }
    }
  }
}
