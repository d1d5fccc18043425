// The page's words: both languages say the same things, and nothing is said outside their two files.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('../../adapters/console/web/', import.meta.url));
const typescript = createRequire(web)('typescript'); // installed when the page is built

async function load(file) {
  const text = readFileSync(`${web}src/words/${file}.ts`, 'utf8');
  const { outputText } = typescript.transpileModule(text, { compilerOptions: { module: 'ESNext', target: 'ES2022' } });
  return import('data:text/javascript;base64,' + Buffer.from(outputText).toString('base64'));
}
const { zhCN } = await load('zh-CN');
const { en } = await load('en');

/** Every place where something is said: "ledger.figures.came (string)". */
function places(value, path = '') {
  if (typeof value !== 'object') return [`${path} (${typeof value})`];
  return Object.entries(value).flatMap(([key, inner]) => places(inner, path ? `${path}.${key}` : key));
}

const chinese = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;

test('both languages have the same words', () => {
  assert.deepEqual(places(en).sort(), places(zhCN).sort());
  assert.ok(places(en).length > 250);
});

test('nothing is left untranslated, and nothing empty', () => {
  const texts = (words) => places(words).filter((place) => place.endsWith('(string)'));
  const at = (words, place) => place.split(' ')[0].split('.').reduce((value, key) => value[key], words);
  for (const place of texts(en)) {
    assert.doesNotMatch(at(en, place), chinese, place);
    assert.notEqual(at(en, place).trim(), '', place);
    assert.notEqual(at(zhCN, place).trim(), '', place);
  }
});

test('English tells the reasons that the service gives in Chinese', () => {
  for (const text of ['这户家庭的手拉手结对人', '服务过这户家庭、服务荔湾区、科目对口、在手2件（上限6件）、尚未派过单', '退单：地址不对']) {
    assert.doesNotMatch(en.told(text).replace(/荔湾区|地址不对/, ''), chinese, text);
  }
  assert.equal(en.told('奶奶腿疼，想找人陪诊'), '奶奶腿疼，想找人陪诊', 'what people wrote stays');
  assert.equal(zhCN.told('window closed'), '对方 48 小时内没有来过消息，平台不允许主动发送');
  assert.equal(zhCN.refusal('conflict', '刚刚有人改动过'), '刚刚有人改动过');
  assert.match(en.refusal('conflict', '刚刚有人改动过'), /changed/);
});

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else if (/\.(vue|ts|css)$/.test(entry.name) && entry.name !== 'schema.d.ts') yield path;
  }
}

test('nothing is said outside the files of words', () => {
  const found = [];
  for (const path of files(web + 'src')) {
    if (/words.(zh-CN|en)\.ts$/.test(path)) continue;
    readFileSync(path, 'utf8').split('\n').forEach((line, index) => {
      if (chinese.test(line)) found.push(`${path}:${index + 1}: ${line.trim()}`);
    });
  }
  assert.deepEqual(found, []);
});
