// What must be true after any number of kills, read from `warmline export`, from Redis and from the platform simulator.
import assert from 'node:assert/strict';
import { sleep } from './harness.mjs';
import { helpers } from './durability_world.mjs';

/** The ticket numbers a text names. */
export const numbersIn = (text) => [...new Set([...(text ?? '').matchAll(/单号(\d+)/g)].map((match) => match[1]))];

const over = new Set(['closed', 'cancelled', 'merged', 'out_of_scope']);

/**
 * Every number that was told is a ticket, exactly once; no ticket belongs to two messages, no message has one twice.
 * A turn that took longer than the platform waits was answered with `success`; its words follow as a message of their
 * own, so its ticket is recognised by its text.
 * @return how many tickets there are, and how many answers came late
 */
export function checkTickets(sent, tickets) {
  const byNumber = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  assert.equal(byNumber.size, tickets.length, 'a ticket number is there twice');
  const ownerOf = new Map();
  const late = new Map();
  for (const message of sent) {
    const numbers = numbersIn(message.final);
    if (message.answer) assert.deepEqual(numbersIn(message.answer), numbers, `message ${message.id} got another answer than before`);
    if (message.final === '') late.set(message.text, (late.get(message.text) ?? 0) + message.expected);
    else assert.equal(numbers.length, message.expected, `message ${message.id} 「${message.text}」: ${message.final}`);
    for (const number of numbers) {
      assert.ok(byNumber.has(number), `message ${message.id} was told number ${number}, which was not kept`);
      assert.ok(!ownerOf.has(number), `number ${number} was told for messages ${ownerOf.get(number)} and ${message.id}`);
      ownerOf.set(number, message.id);
    }
  }
  const untold = new Map();
  for (const { id, x } of tickets) if (!ownerOf.has(id)) untold.set(x, (untold.get(x) ?? 0) + 1);
  const sorted = (map) => [...map].filter(([, count]) => count > 0).sort();
  assert.deepEqual(sorted(untold), sorted(late), 'tickets whose number was not told, and answers that came late');
  return { tickets: tickets.length, late: [...late.values()].reduce((sum, count) => sum + count, 0) };
}

/** Every open firm ticket waits for somebody: an offer, a carrier or a coordinator; and its clock is running. */
export function checkOffers(world, tickets) {
  const ids = (key) => new Set(world.redisCli('zrange', key, '0', '-1').split('\n').filter(Boolean));
  const tag = world.redisCli('--scan', '--pattern', 'wl:*:events').replace(/events$/, '');
  const clocks = new Set([...ids(`${tag}timers`), ...ids(`${tag}timers:l`)]);
  const indexed = ids(`${tag}open`);
  const counts = { open: 0, offered: 0, carried: 0, with_coordinator: 0 };
  for (const ticket of tickets.filter((one) => !one.df && !over.has(one.s))) {
    counts.open += 1;
    assert.ok(ticket.of || ticket.as || ticket.wc, `ticket ${ticket.id} (${ticket.s}) waits for nobody`);
    assert.ok(indexed.has(ticket.id), `ticket ${ticket.id} is not among the open ones`);
    assert.ok(ticket.wc || clocks.has(ticket.id), `ticket ${ticket.id} (${ticket.s}) has no clock`);
    if (ticket.of) counts.offered += 1;
    else if (ticket.as) counts.carried += 1;
    else counts.with_coordinator += 1;
  }
  return counts;
}

/**
 * Every offer to a helper who chats has reached him or her: as a card, or, when the platform takes no more messages for
 * him or her, as a call that an operator must make. @return how many came which way
 */
export async function checkCards(world) {
  const openidOf = new Map(helpers.map(({ id, openid }) => [id, openid]));
  const look = async () => {
    const { messages } = await world.get('/sim/messages?since=0');
    const heard = new Set(messages.flatMap(({ openid, text }) => numbersIn(text).map((number) => `${openid} ${number}`)));
    const counts = { cards: 0, calls: 0, untold: [] };
    for (const { id, of, hi } of world.exported()) {
      if (!openidOf.has(of?.c)) continue;
      if (heard.has(`${openidOf.get(of.c)} ${id}`)) counts.cards += 1;
      else if (hi.some(({ k, p }) => k === 'call_task_opened' && p === of.c)) counts.calls += 1;
      else counts.untold.push(`${of.c} of ${id}`);
    }
    return counts;
  };
  // A sender that was killed holds its lane for half a minute.
  const end = Date.now() + 90000;
  let counts = await look();
  while (counts.untold.length > 0 && Date.now() < end) {
    await sleep(1000);
    counts = await look();
  }
  assert.deepEqual(counts.untold, [], 'helpers who were never told of their offer');
  return { cards: counts.cards, calls: counts.calls };
}
