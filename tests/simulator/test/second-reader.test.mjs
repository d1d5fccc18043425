import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startBoth } from './support.mjs';

const object = (properties, more = {}) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
  ...more,
});
const question = (schema = object({ slots: object({ when: { type: ['string', 'null'] } }) })) => ({
  model: 'm',
  messages: [
    { role: 'system', content: 's' },
    { role: 'user', content: 'u' },
  ],
  response_format: { type: 'json_schema', json_schema: { name: 'reading', strict: true, schema } },
});
const ask = (both, body = question()) => both.ask('POST', '/v1/chat/completions', body);

test('answers as it is told', async (t) => {
  const both = await startBoth(t);
  await both.post('/sim/second-reader', { reading: { needs: ['transport'] } });
  const { json } = await ask(both);
  const reading = JSON.parse(json.choices[0].message.content);
  assert.deepEqual(reading, { intents: ['request'], needs: ['transport'], urgency: 'normal', slots: { when: null } });
  await both.post('/sim/second-reader', { refusal: 'no' });
  assert.equal((await ask(both)).json.choices[0].message.refusal, 'no');
  await both.post('/sim/second-reader', { status: 429 });
  assert.equal((await ask(both)).status, 429);
  await both.post('/sim/second-reader', { cut: true });
  await assert.rejects(ask(both));
  const { entries } = await both.get('/sim/log?kind=second-reader');
  assert.equal(entries.length, 4);
});

test('refuses what is no strict structured output', async (t) => {
  const both = await startBoth(t);
  const open = object({ when: { type: 'string' } }, { additionalProperties: true });
  const optional = object({ when: { type: 'string' } }, { required: [] });
  const bad = [
    { ...question(), model: undefined },
    { ...question(), messages: [] },
    { ...question(), response_format: { type: 'json_object' } },
    question(open),
    question(object({ list: { type: 'array', items: optional } })),
  ];
  for (const body of bad) assert.equal((await ask(both, body)).status, 400);
  assert.equal((await ask(both, 'no JSON')).status, 400);
  assert.equal((await both.ask('POST', '/sim/second-reader', { mood: 'bad' })).status, 400);
});

test('holds its answers until it is told otherwise', async (t) => {
  const both = await startBoth(t);
  await both.post('/sim/second-reader', { hold: true });
  let answered = false;
  const held = ask(both).then((answer) => ((answered = true), answer));
  while ((await both.get('/sim/log?kind=second-reader')).entries.length === 0);
  assert.equal(answered, false);
  await both.post('/sim/second-reader', { status: 503 });
  assert.equal((await held).status, 503);
});
