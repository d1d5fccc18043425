// The same need told by two: whoever was merged hears all of it, though nobody of the service knows her but by her chat, and
// gets her own ticket back when the other is cancelled. Through signed callbacks and real Redis.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World, demo, numbersIn } from './harness.mjs';

const aunt = 'merge-aunt';
const world = new World();
let api, his, hers;
before(async () => {
  await world.start();
  await world.greeted();
  api = await world.signIn();
});
after(() => world.stop());

test('two tickets go on as one', async () => {
  [his] = numbersIn(await world.say(demo.requester, '我老婆在武汉支援，家里老人没人照顾'));
  [hers] = numbersIn(await world.say(aunt, '我侄女在武汉支援，她家里老人没人照顾'));
  assert.ok(his && hers && his !== hers);
  await api(`/tickets/${hers}/merge`, { into: his, reason: '同一位老人' });
  await world.hears(aunt, new RegExp(`合在一起办，单号${his}`));
});

test('who comes is said to both', async () => {
  const mark = await world.last();
  await world.say(demo.partner, `接单 ${his}`);
  await world.hears(demo.requester, /林/, mark);
  await world.hears(aunt, /林/, mark);
});

test('cancelled by one, the other goes on alone and hears so', async () => {
  const mark = await world.last();
  await api(`/tickets/${his}/move`, { to: 'cancelled', reason: '家人已经请到假' });
  await world.hears(aunt, /接着单独办/, mark);
  const after = await api(`/tickets/${hers}`);
  assert.ok(!['merged', 'cancelled', 'closed'].includes(after.ticket.state), after.ticket.state);
  const told = (await world.heard(aunt, mark)).filter(({ text }) => /家人已经请到假/.test(text ?? ''));
  assert.deepEqual(told, [], 'what ended the other is not said to her');
});

test('and what is kept is what the events say', async () => {
  await world.service.stop();
  assert.equal(world.rebuildDifferences(), '');
});
