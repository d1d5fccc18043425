// Two processes, one of them killed at random moments, while everything is in play: weekly food comes due, tickets are
// shared by organisations with sub-deadlines, a squad and a support group are under way, and days pass. The seed says when who is
// killed and who declines: WARMLINE_SEED=N. Long form (a dozen kills a step): WARMLINE_LONG=1 node --test together.test.mjs
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { checkOffers, checkTickets, numbersIn } from './durability_checks.mjs';
import { closeConnections, clock, each } from './durability_sender.mjs';
import { sleep, until } from './harness.mjs';
import { checkGroup, checkOffersInOrder, checkParts, checkRoom, checkSeries, checkSquads, isOfSeries } from './together_checks.mjs';
import { TogetherWorld, experts, families, helpers, hospital, nurses } from './together_world.mjs';

const seed = Number(process.env.WARMLINE_SEED ?? Date.now() % 1_000_000);
const local = (date, time) => Date.parse(`${date}T${time}:00+08:00`);
const weeks = ['2021-03-08', '2021-03-15']; // two Mondays after the first
const slow = [families[5]]; // whose food is still under way when the next is due
const patience = 120_000;
const kills = Number(process.env.WARMLINE_KILLS ?? (process.env.WARMLINE_LONG === '1' ? 12 : 2)); // at least, between two steps of the story

const texts = {
  food: '我住荔湾区，家里没菜了，以后麻烦每周送一次菜',
  care: '我住荔湾区，家里老人没人照顾，想请人上门照看',
  site: '荔湾区采样点缺志愿者，请派4个人来帮忙维持秩序',
  group: `我是${hospital}的护士，同事们压力大，想要一个心理支持群，请专家带一带`,
};

/** Every helper answers what is put to him or her, as helpers do, until told to stop. */
class Helpers {
  constructor(world) {
    this.world = world;
    this.done = new Set();
    this.handedBack = false;
  }
  start() {
    let working = true;
    const work = (async () => {
      while (working) {
        await this.round();
        await sleep(150);
      }
    })();
    this.stop = async () => {
      working = false;
      await work;
    };
  }
  async round() {
    await each(this.world.tickets(), 4, async (ticket) => {
      const word = this.wordFor(ticket);
      const openid = ticket.of?.c ?? ticket.as;
      const key = `${openid} ${word} ${ticket.hi.length}`;
      if (!word || !helpers.includes(openid) || this.done.has(key)) return;
      this.done.add(key);
      await this.world.say(openid, word);
    });
  }
  wordFor(ticket) {
    const { id, n, s, of, as } = ticket;
    if (of) return this.world.random() < 0.15 ? `拒绝 ${id} 走不开` : `接单 ${id}`;
    if (!as) return '';
    if (n === 'manpower.site' && s === 'accepted' && !this.handedBack) {
      this.handedBack = true;
      return `退单 ${id} 车坏在路上`;
    }
    if (s === 'accepted') return `已联系 ${id}`;
    return n === 'living.groceries' && s === 'in_progress' && !isSlow(ticket) ? `完成 ${id} 送到了` : '';
  }
}

const isSlow = (ticket) => slow.some((family) => ticket.h === `${family}-home`);
/** Somebody is at it; food that is not slow was brought. */
const settled = (ticket) =>
  ticket.wc || ['resolved', 'closed'].includes(ticket.s) || (ticket.s === 'in_progress' && (ticket.n !== 'living.groceries' || isSlow(ticket)));

test('with everything in play, what two processes do while one is killed is done once', async (t) => {
  console.log(`together: WARMLINE_SEED=${seed}`);
  const all = new TogetherWorld(seed);
  const carriers = new Helpers(all);
  t.after(async () => {
    await carriers.stop?.();
    await all.stop();
  });
  await all.start(local('2021-03-01', '10:00'));
  await each(helpers, 4, (openid) => all.say(openid, '在线'));
  const expected = { final: null, expected: 1 };
  const wishes = [
    ...families.map((family) => [family, texts.food]), ...families.slice(0, 3).map((family) => [family, texts.care]),
    ...['site-0', 'site-1'].map((site) => [site, texts.site]), ...nurses.map((nurse) => [nurse, texts.group]),
  ];

  all.rage();
  const sent = [];
  await each(wishes, 6, async ([who, text]) => sent.push({ ...expected, ...(await all.say(who, text)) }));
  carriers.start();
  const group = { need: 'psych.group', hospital, team: '', name: '八院心理支持群', leader: '李领队', join: '找李领队。', experts: experts.slice(0, 1) };
  await all.office((api) => api('/groups', group)).catch((error) => assert.match(error.message, /409/));
  await until('everybody to be at work', () => all.tickets().every(settled), patience);
  await all.killed(kills);

  // A part is reported done before it is due; the others ring, first with their own, then with the lead.
  const [shared] = all.tickets().filter(({ n, s }) => n === 'living.eldercare' && s === 'in_progress');
  await all.office((api) => api(`/tickets/${shared.id}/parts/report`, { organisation: 'gz.league', note: '已陪诊' }))
    .catch((error) => assert.match(error.message, / 409 /));
  const parts = () => all.tickets().filter(({ s }) => ['accepted', 'in_progress'].includes(s))
    .flatMap(({ pa }) => pa ?? []).filter((part) => ['each', 'cooperating'].includes(part.r) && !part.m && part.d < clock.now());
  all.pass(local('2021-03-01', '22:30'));
  await all.killed(kills);
  await until('the parts to ring', () => parts().length > 0 && parts().every(({ x }) => x), patience);
  all.pass(local('2021-03-02', '10:30'));
  await all.killed(kills);
  await until('the leads to hear', () => parts().filter(({ d, a }) => d + (d - a) / 2 < clock.now()).every(({ lt }) => lt), patience);

  for (const date of weeks) {
    all.pass(local(date, '09:05'));
    const due = () => all.tickets().filter((ticket) => isOfSeries(ticket) && ticket.a >= local(date, '09:00'));
    await until(`the food of ${date}`, () => due().length >= families.length - slow.length && due().every(settled), patience);
    await all.killed(kills);
  }
  await all.calm();
  await carriers.stop();

  const tickets = all.tickets();
  const [{ id }] = (await all.office((api) => api('/groups'))).open;
  const homes = families.map((family) => `${family}-home`);
  Object.assign(all.counts, checkTickets(sent, tickets.filter((ticket) => !isOfSeries(ticket))), checkOffers(all.first, tickets), {
    offers: checkOffersInOrder(tickets), parts_rung: checkParts(tickets, clock.now()), group: checkGroup(tickets, id), squads: checkSquads(tickets),
  });
  checkRoom(tickets);
  checkSeries(tickets, homes, weeks, slow.map((family) => `${family}-home`));
  console.log(`together: ${JSON.stringify(all.counts)}`);
  assert.ok(all.counts.kills > 3 && all.counts.parts_rung > 0 && numbersIn(sent[0].final).length <= 1);
  for (const one of all.world.services) await one.service.stop();
  assert.equal(all.first.rebuildDifferences(), '');
});
after(closeConnections);
