// A load of signed messages while `warmline` and Redis are killed with SIGKILL and started again: what was answered is
// kept, exactly once. Long form (twenty kills of each): WARMLINE_LONG=1 node --test durability.test.mjs
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { checkCards, checkOffers, checkTickets, numbersIn } from './durability_checks.mjs';
import { closeConnections, each, send } from './durability_sender.mjs';
import { DurableWorld, helpers } from './durability_world.mjs';
import { sleep } from './harness.mjs';

const long = process.env.WARMLINE_LONG === '1';
const kills = Number(process.env.WARMLINE_KILLS ?? (long ? 20 : 3)); // of the service, and as many of Redis
const senders = 12;
// Each names a place, so that somebody answers for it and is found.
const texts = [
  '我是广东省中医院的，家里老人没人照顾，想请人上门照看',
  '我在天河区，家里没菜了，能送点菜吗',
  '我家在荔湾区，孩子小学四年级数学跟不上，想找人辅导',
  '我在广州白云区，明天要去医院，需要车接送',
  '我是南方医院的护士，最近压力很大，睡不着，想找人聊聊',
  '你好',
];

let next_id = 7_000_000;
const messageOf = (text, openid) => {
  const id = ++next_id;
  return { id, text, openid: openid ?? `durable-requester-${id}`, created: Math.floor(Date.now() / 1000) };
};

/** How many tickets each text opens when nothing is killed. */
async function learn(urls, sent) {
  const expected = new Map();
  for (const text of texts) {
    const message = messageOf(text);
    message.answer = (await send(urls, message)).text;
    assert.ok(message.answer, `「${text}」 is answered in peace`);
    message.expected = numbersIn(message.answer).length;
    expected.set(text, message.expected);
    sent.push(message);
  }
  assert.ok([...expected.values()].filter((count) => count === 1).length >= 3, JSON.stringify([...expected]));
  return expected;
}

async function run(t, processes, rounds) {
  const world = new DurableWorld();
  t.after(() => world.stop());
  await world.start(processes);
  const { first, urls } = world;
  await each(helpers, 4, ({ openid }) => first.say(openid, '在线')); // opens the platform's window to them
  const sent = [];
  const expected = await learn(urls, sent);

  const counts = { services_killed: 0, redis_killed: 0, sent: 0, answered_at_once: 0, answered_by_a_retry: 0, given_up: 0 };
  let raging = true;
  const load = Promise.all(
    Array.from({ length: senders }, async () => {
      while (raging) {
        const message = messageOf(texts[Math.floor(Math.random() * texts.length)]);
        const { text, tries } = await send(urls, message);
        sent.push(Object.assign(message, { answer: text, expected: expected.get(message.text) }));
        counts.sent += 1;
        counts[text === null ? 'given_up' : tries > 1 ? 'answered_by_a_retry' : 'answered_at_once'] += 1;
        await sleep(40);
      }
    }),
  );
  await world.havoc(rounds, counts);
  raging = false;
  await load;

  // In peace every message comes once more: the same answer for what was answered, now an answer for what was not.
  await each(sent, senders, async (message) => {
    const statuses = [];
    for (let again = 0; again < 10 && (message.final ?? null) === null; ++again) {
      const answer = await send(urls, message);
      message.final = answer.text;
      statuses.push(...answer.statuses);
    }
    assert.notEqual(message.final, null, `message ${message.id} is not answered in peace: ${statuses}; ${first.service.output}`);
  });
  const tickets = first.exported();
  Object.assign(counts, checkTickets(sent, tickets), checkOffers(first, tickets), await checkCards(first));
  console.log(`durability, ${processes} process(es): ${JSON.stringify(counts)}`);
  assert.ok(counts.answered_by_a_retry > 0, 'the kills were felt');
}

test('killed again and again, what was answered is kept exactly once', (t) => run(t, 1, kills));
test('the same with two processes on one Redis', (t) => run(t, 2, kills));
after(closeConnections);
