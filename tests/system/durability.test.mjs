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
const texts = [
  '家里老人没人照顾，能来人帮忙吗',
  '家里没菜了，能送点菜吗',
  '孩子小学四年级数学跟不上，想找人辅导',
  '明天要去医院，需要车接送',
  '最近压力很大，睡不着，想找人聊聊',
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

async function run(processes, rounds) {
  const world = await new DurableWorld().start(processes);
  after(() => world.stop());
  const { first, urls } = world;
  for (const { openid } of helpers) assert.ok((await send(urls, messageOf('在线', openid))).text !== null);
  const sent = [];
  const expected = await learn(urls, sent);

  const counts = { services_killed: 0, redis_killed: 0, sent: 0, answered: 0, answered_by_a_retry: 0, given_up: 0 };
  let raging = true;
  const load = Promise.all(
    Array.from({ length: senders }, async () => {
      while (raging) {
        const message = messageOf(texts[Math.floor(Math.random() * texts.length)]);
        const { text, tries } = await send(urls, message);
        sent.push(Object.assign(message, { answer: text, expected: expected.get(message.text) }));
        counts.sent += 1;
        if (text === null) counts.given_up += 1;
        else counts[tries > 1 ? 'answered_by_a_retry' : 'answered'] += 1;
        await sleep(40);
      }
    }),
  );
  await world.havoc(rounds, counts);
  raging = false;
  await load;

  // In peace every message comes once more: the same answer for what was answered, now an answer for what was not.
  await each(sent, senders, async (message) => {
    message.final = (await send(urls, message)).text;
    assert.notEqual(message.final, null, `message ${message.id} is not answered in peace`);
  });
  const tickets = first.exported();
  counts.tickets = checkTickets(sent, tickets);
  Object.assign(counts, checkOffers(first, tickets), await checkCards(first, tickets));
  console.log(`durability, ${processes} process(es): ${JSON.stringify(counts)}`);
  assert.ok(counts.answered_by_a_retry > 0, 'the kills were felt');
}

test('killed again and again, what was answered is kept exactly once', () => run(1, kills));
test('the same with two processes on one Redis', () => run(2, kills));
after(closeConnections);
