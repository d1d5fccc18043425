// A family wishes fewer messages (S15): said in chat or noted at the console, it is kept; what becomes of its requests and
// what is urgent is told all the same. Through signed callbacks and real Redis.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World, demo, numbersIn, sleep } from './harness.mjs';

const world = new World();
let api, home, ticket;
before(async () => {
  await world.start();
  await world.greeted();
  api = await world.signIn();
});
after(() => world.stop());

const wish = async () => (await api(`/households/${home}`)).contacts_every_days;
const handOver = (person) => api(`/households/${home}/hand-over`, { person, note: '测试交接' });
const changes = async (since) => (await world.heard(demo.requester, since)).filter(({ text }) => /郭干事|林干事/.test(text ?? ''));

test('a wish is noted in chat and shown to the office', async () => {
  [ticket] = numbersIn(await world.say(demo.requester, '我老婆在武汉支援，家里老人没人照顾'));
  home = (await api(`/tickets/${ticket}`)).household.id;
  assert.equal(await wish(), 0);
  assert.match(await world.say(demo.requester, '一周发一次就行'), /7天/);
  assert.equal(await wish(), 7);
  assert.match(await world.say(demo.requester, '别发了'), /不主动给您发消息/);
  assert.equal(await wish(), 31);
});

test('what became of a request is told, and nothing else', async () => {
  await world.say(demo.partner, `接单 ${ticket}`);
  await world.hears(demo.requester, /林/);
  await world.say(demo.partner, `完成 ${ticket} 已经陪老人看过病`);
  await world.hears(demo.requester, /怎么样/);
  const mark = await world.last();
  await handOver('partner-guo');
  await sleep(1500);
  assert.deepEqual(await changes(mark), [], 'who the partner is can be asked');
});

test('the office takes the wish back, and the family hears again', async () => {
  await api(`/households/${home}/contacts`, { every_days: 0 });
  assert.equal(await wish(), 0);
  const mark = await world.last();
  await handOver('partner-lin');
  await world.hears(demo.requester, /林干事/, mark);
});

test('a question is answered and a crisis met, whatever was wished', async () => {
  assert.match(await world.say(demo.requester, '不要再发消息了'), /不主动给您发消息/);
  const mark = await world.last();
  assert.match(await world.say(demo.requester, '我撑不下去了，不想活了'), /./);
  await world.hears(demo.expert, /接单/, mark);
});
