// The platform is told that a message is taken only when it is kept: Redis stands still past the moment at which the platform
// wants its answer, and the service is killed in just that window. Nothing is lost, nothing happens or is said twice.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World, demo, numbersIn, sleep, until } from './harness.mjs';

const world = new World();
before(async () => {
  await world.start();
  await world.greeted();
  // Time enough to start the service anew between two deliveries on a busy machine.
  await world.post('/sim/settings', { retryPauseMs: 4000 });
});
after(() => world.stop());

const groceries = '家里没有菜了，能帮忙买菜吗';
const transport = '明早要一辆车送老人去医院复诊';
const ticketsOf = (need) => world.exported().filter((ticket) => JSON.stringify(ticket).includes(need));

/** All that a person read of a ticket, passive or not, after `since`. */
async function read(openid, number, since) {
  return (await world.heard(openid, since)).filter((message) => message.text.includes(number));
}

test('a reply later than the platform waits is said once', async () => {
  const since = await world.last();
  world.redisCli('client', 'pause', '2500', 'write');
  const outcome = await world.post('/sim/message', { openid: demo.requester, type: 'text', text: groceries });
  assert.notEqual(outcome.attempts[0].status, 200, 'nothing was kept yet, so nothing is acknowledged');
  assert.equal(outcome.attempts.at(-1).status, 200, JSON.stringify(outcome.attempts));
  const tickets = ticketsOf('living.groceries');
  assert.equal(tickets.length, 1);
  const [number] = numbersIn(JSON.stringify(tickets[0]));
  await until('the reply', async () => (await read(demo.requester, number, since)).length > 0);
  await sleep(1500);
  const said = await read(demo.requester, number, since);
  assert.equal(said.filter((message) => /记下了/.test(message.text)).length, 1, JSON.stringify(said));
});

test('a process killed between deadline and commit loses nothing', async () => {
  const since = await world.last();
  world.redisCli('client', 'pause', '4000', 'write');
  const sent = world.post('/sim/message', { openid: demo.requester, type: 'text', text: transport });
  const first = await until('the first delivery to end', async () => {
    const { entries } = await world.get('/sim/log?kind=callback');
    return entries.find((entry) => entry.openid === demo.requester && entry.seq > since);
  });
  assert.notEqual(first.status, 200, 'not acknowledged');
  await world.service.stop('SIGKILL');
  await sleep(500);
  await world.startService();
  const outcome = await sent;
  assert.equal(outcome.attempts.at(-1).status, 200, JSON.stringify(outcome.attempts));
  assert.equal(ticketsOf('"transport"').length, 1);
});

test('a platform whose message calls are slow holds nobody else up, and says each thing once', async () => {
  await world.post('/sim/faults', { api: 'custom/send', delayMs: 3000, times: 2 });
  const since = await world.last();
  const reply = await world.say(demo.requester, '孩子小学四年级数学跟不上，想找人辅导');
  const [number] = numbersIn(reply);
  assert.ok(number, reply);
  await until('a tutor to be asked', async () => {
    for (const tutor of demo.tutors) if ((await read(tutor, number, since)).length > 0) return true;
    return false;
  });
  await sleep(3500);
  let offers = 0;
  for (const tutor of demo.tutors) offers += (await read(tutor, number, since)).filter((message) => /新任务/.test(message.text)).length;
  assert.equal(offers, 1);
});
