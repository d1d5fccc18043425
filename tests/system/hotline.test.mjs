// A call to 12355 makes the same journey: key 3, a transcript, a draft that becomes firm when the call ends.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World, demo, until } from './harness.mjs';

const world = new World();
before(async () => {
  await world.start();
  await world.greeted();
});
after(() => world.stop());

test('the draft grows while the call lasts, and is offered only when it ends', async () => {
  const api = await world.signIn();
  const call = await world.post('/sim/call', { from: demo.caller, digits: '3', segments: ['你好我是援鄂护士家属，家里老人一个人在家没人照顾'], end: false });
  assert.ok(call.events.every((event) => event.status === 200), JSON.stringify(call.events));
  const before = world.exported();
  assert.equal(before.length, 1, 'one draft');
  assert.match(JSON.stringify(before), /living\.eldercare/);
  await world.post(`/sim/call/${call.callId}/end`, {});
  const page = await until('the ticket to stand in the list', async () => {
    const list = await api('/tickets');
    return JSON.stringify(list).includes('living.eldercare') ? list : null;
  });
  assert.ok(page);
});

test('the same event again changes nothing, and another body under its number is a conflict', async () => {
  const call = await world.post('/sim/call', { from: demo.caller, digits: '3', segments: ['孩子小学三年级英语跟不上想找人辅导'], end: true });
  const count = world.exported().length;
  const again = await world.post(`/sim/call/${call.callId}/resend`, { seq: call.events.at(-1).seq });
  assert.equal((again.events ?? [again]).at(-1).status, 200);
  assert.equal(world.exported().length, count);
});
