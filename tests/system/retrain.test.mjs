// scripts/retrain with a trainer that is told what to find: what it accepts, what it refuses, and what it leaves alone.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { root } from './harness.mjs';

const folder = mkdtempSync(join(tmpdir(), 'retrain-'));
const corpus = join(folder, 'corpus');
const taught = join(corpus, 'taught.jsonl');
const trainer = join(folder, 'trainer');
after(() => rmSync(folder, { recursive: true, force: true }));

const figures = {
  messages: 10, needs_f1: 0.8, intents_f1: 0.9, urgency_right: 0.9, alarm_recall: 0.97, alarm_danger_recall: 0.87, alarm_false: 0.13,
  yes_precision: 0.83, sure_share: 0.4, sure_right: 0.96, person_share: 0.03, right_after_one_question: 0.94,
  needs: { transport: { f1: 0.8 } },
};
/** A trainer whose figures change by `change` as soon as there are examples that were taught. */
function trained(change) {
  writeFileSync(trainer, `#!/usr/bin/env python3
import json, pathlib, sys
config, product, quality, corpus = sys.argv[1:]
figures = json.loads(${JSON.stringify(JSON.stringify(figures))})
if (pathlib.Path(corpus) / "taught.jsonl").exists():
    figures.update(json.loads(${JSON.stringify(JSON.stringify(change))}))
pathlib.Path(product).write_bytes(b"x")
pathlib.Path(quality).write_text(json.dumps(figures))
`);
  chmodSync(trainer, 0o755);
}

const example = (more = {}) => ({
  id: 'a1', channel: 'wechat', text: '明天一早要去医院，没有车', intents: ['request'], needs: ['transport'], urgency: 'normal', slots: {},
  source: 'answer', ...more,
});
function retrain(lines, ...options) {
  const file = join(folder, 'new.jsonl');
  writeFileSync(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)) + '\n').join(''));
  const run = spawnSync(join(root, 'scripts/retrain'), ['--corpus', corpus, '--trainer', trainer, ...options, file], { encoding: 'utf8' });
  return { code: run.status, said: run.stdout + run.stderr };
}

before(() => execFileSync('python3', ['--version']));
beforeEach(() => {
  rmSync(corpus, { recursive: true, force: true });
  mkdirSync(corpus);
  writeFileSync(join(corpus, 'messages.jsonl'), JSON.stringify({ ...example({ text: '家里没菜了', needs: ['living.groceries'] }), source: undefined }) + '\n');
  trained({});
});

test('what is not worse enters the corpus, once', () => {
  const { code, said } = retrain([example()]);
  assert.equal(code, 0, said);
  assert.match(said, /needs_f1 +0\.800 +0\.800/);
  assert.match(said, /accepted: 1 lines/);
  assert.deepEqual(readFileSync(taught, 'utf8').trim().split('\n').map(JSON.parse), [example()]);
  const again = retrain([example()]);
  assert.equal(again.code, 0, again.said);
  assert.match(again.said, /nothing new/);
  assert.equal(readFileSync(taught, 'utf8').trim().split('\n').length, 1);
});

test('--dry-run judges and changes nothing', () => {
  const { code, said } = retrain([example()], '--dry-run');
  assert.equal(code, 0, said);
  assert.match(said, /would be accepted/);
  assert.ok(!existsSync(taught));
});

for (const [name, value] of [['needs_f1', 0.79], ['sure_right', 0.95], ['right_after_one_question', 0.93], ['alarm_recall', 0.96],
  ['alarm_danger_recall', 0.86], ['yes_precision', 0.82], ['alarm_false', 0.14]]) {
  test(`a reader whose ${name} is worse is not accepted`, () => {
    trained({ [name]: value });
    const { code, said } = retrain([example()]);
    assert.equal(code, 1, said);
    assert.match(said, new RegExp(`not accepted: ${name} got worse`));
    assert.ok(!existsSync(taught));
  });
}

test('lines that cannot be used are named, and nothing is trained', () => {
  for (const [line, why] of [
    ['no json', /new\.jsonl:1/],
    [example({ needs: ['no.such'] }), /no code no\.such/],
    [example({ intents: ['consult'] }), /needs without a request/],
    [example({ source: 'rumour' }), /source is answer or correction/],
    [example({ text: '家里没菜了' }), /labelled otherwise at messages\.jsonl:1/],
  ]) {
    const { code, said } = retrain([line]);
    assert.equal(code, 2, said);
    assert.match(said, why);
    assert.ok(!existsSync(taught));
  }
});

test('a trainer that fails changes nothing', () => {
  writeFileSync(trainer, '#!/bin/sh\necho "out of room" >&2\nexit 1\n');
  const { code, said } = retrain([example()]);
  assert.equal(code, 2, said);
  assert.match(said, /out of room/);
  assert.ok(!existsSync(taught));
});
