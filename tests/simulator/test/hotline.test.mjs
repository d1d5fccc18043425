import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { demoHotline } from '../lib/defaults.mjs';
import { hotlineHeaders } from '../lib/hotline.mjs';
import { startBoth } from './support.mjs';

const vectors = JSON.parse(readFileSync(new URL('../vectors/hotline.json', import.meta.url), 'utf8'));

test('signatures equal those of the published vectors', () => {
  const signed = vectors.vectors.filter(({ headers }) => headers['X-Hotline-Signature'].split(',').length === 1);
  assert.ok(signed.length >= 10);
  for (const { id, headers, body } of signed) {
    const key = { keyId: headers['X-Hotline-Key-Id'], secret: vectors.secret };
    assert.deepEqual(hotlineHeaders(key, body, headers['X-Hotline-Timestamp']), headers, id);
  }
});

const eventsOf = (both) => both.seen.map(({ body }) => JSON.parse(body));

test('a script becomes signed events in order', async (t) => {
  const both = await startBoth(t);
  const call = await both.post('/sim/call', {
    from: '13800005678',
    digits: '3',
    segments: ['家里老人八十三岁，需要有人送饭', { text: '好的', speaker: 'agent', revisions: [] }],
    note: '独居长者',
    end: true,
  });
  const events = eventsOf(both);
  assert.deepEqual(
    events.map(({ event }) => event),
    [
      'call.started',
      'ivr.digit',
      'transcript.segment',
      'transcript.segment',
      'transcript.segment',
      'agent.note',
      'call.ended',
    ],
  );
  assert.deepEqual(
    events.map((one) => one.event_seq),
    [1, 2, 3, 4, 5, 6, 7],
  );
  assert.ok(events.every((one) => one.call_id === call.callId && one.caller.number === '+8613800005678'));
  assert.deepEqual(
    events.slice(2, 5).map(({ data }) => [data.segment_id, data.revision, data.final, data.text]),
    [
      ['s-1', 1, false, '家里老人八十三'],
      ['s-1', 2, true, '家里老人八十三岁，需要有人送饭'],
      ['s-2', 1, true, '好的'],
    ],
  );
  assert.equal(events[1].data.collected, '3');
  assert.equal(events[6].data.last_event_seq, 7);
  for (const { path, headers, body } of both.seen) {
    assert.equal(path, '/channels/hotline/12355');
    const wanted = hotlineHeaders(demoHotline, body, headers['x-hotline-timestamp']);
    assert.equal(headers['x-hotline-signature'], wanted['X-Hotline-Signature']);
  }
  assert.equal(call.over, true);
  assert.ok(call.events.every(({ status }) => status === 200));
});

test('a call is led step by step, and a closed one takes nothing more', async (t) => {
  const both = await startBoth(t);
  const { callId } = await both.post('/sim/call', { from: '' });
  await both.post(`/sim/call/${callId}/digit`, { digit: '1' });
  await both.post(`/sim/call/${callId}/digit`, { digit: 2 });
  await both.post(`/sim/call/${callId}/segment`, { text: '喂' });
  await both.post(`/sim/call/${callId}/end`, { abandoned: true });
  const events = eventsOf(both);
  assert.equal(events[2].data.collected, '12');
  assert.equal(events[0].caller.anonymous, true);
  assert.equal(events.at(-1).event, 'call.abandoned');
  assert.equal((await both.ask('POST', `/sim/call/${callId}/digit`, { digit: '1' })).status, 400);
  await both.post(`/sim/call/${callId}/resend`, { seq: 1 });
  assert.equal(both.seen.at(-1).body, both.seen[0].body);
});

test('429, 5xx and silence are tried again with the same bytes and a new signature; a refusal is not', async (t) => {
  const answers = [{ status: 503 }, { status: 429 }, { status: 200 }, { status: 422 }];
  const both = await startBoth(t, () => answers.shift() ?? {});
  const call = await both.post('/sim/call', { from: '13800005678', digits: '3' });
  assert.deepEqual(
    call.events.map(({ attempts }) => attempts.map(({ status }) => status)),
    [[503, 429, 200], [422]],
  );
  assert.equal(new Set(both.seen.slice(0, 3).map(({ body }) => body)).size, 1);
});

test('forgetting everything ends the retries', async (t) => {
  const both = await startBoth(t, () => ({ status: 503 }), { settings: { hotlineRetryMs: [60_000] } });
  const calling = both.post('/sim/call', { from: '13800005678' });
  while (both.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await both.ask('DELETE', '/sim/state');
  assert.equal((await calling).events[0].status, 503);
});
