// A second reader outside is asked about what the built-in one is unsure of. It is played right, different, slow, broken,
// lying, refusing and talked into something: it may settle a doubt, and never does harm.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { World, binary, classify, numbersIn, until } from './harness.mjs';

const secondReader = (more) => (world) => ({
  second_reader: { base_url: `${world.sim}/v1`, model: 'simulated', key: 'second-reader-key', reply_ms: 3000, late_ms: 10000, ...more },
});
const world = new World({ settings: secondReader({ breaker: { failures: 100 } }) });

// Which of these the built-in reader is unsure of changes with its training, so it is asked.
const unsure = classify([
  '家里的事情实在忙不过来了，能不能有人搭把手',
  '老公在一线回不来，我这边什么都顾不上，你们能帮点什么吗',
  '隔离在酒店好多天了，心里乱，东西也缺',
  '这边几个人住的和吃的都没有着落，单位说可以问问你们',
  '想麻烦你们一件事，老人和孩子这两天没法弄',
  '我们科室十几个人连着上了一个月，大家都有点扛不住，想要点东西也想有人聊聊',
  '孩子上网课没有电脑，老人也要人看着，我都不知道先顾哪头',
  '在隔壁市支援，家里水管坏了，老人不会弄',
]).filter((read) => read.decision === 'ask' && read.alarm === 'no' && read.intents.join() === 'request' && read.urgency === 'normal');
let doubtful; // the first of them that it asks about, and its reply without numbers
let alone;
let agreeing;
let differing;

before(async () => {
  await world.start();
  await world.greeted();
  await behave({ refusal: 'I cannot help with that.' });
  for (const read of unsure) {
    alone = withoutNumbers(await world.say(somebody(), read.text));
    doubtful = read;
    if (/说的是哪一件/.test(alone)) break;
  }
  assert.match(alone, /说的是哪一件/, 'no text is left that is asked about');
  const { intents, needs, options } = doubtful;
  agreeing = { intents, needs };
  differing = Object.keys(names).find((need) => !options.includes(need) && !needs.includes(need));
});
after(() => world.stop());

const names = { 'rest.lodging': /住宿/, 'rights.labour': /劳动权益/, 'medical.care': /就医用药/ };
let persons = 0;
const somebody = () => `second-reader-${++persons}`;
const behave = (wish, of = world) => of.post('/sim/second-reader', wish);
const questions = async (of = world) => (await of.get('/sim/log?kind=second-reader')).entries;
const withoutNumbers = (text) => text.replace(/\d{5,}/g, '#');
async function metric(name, of = world) {
  const page = await (await fetch(`${of.url}/metrics`)).text();
  return Number(page.match(new RegExp(`^warmline_second_reader_${name}_total (\\d+)`, 'm'))?.[1] ?? NaN);
}

test('a model that declines changes nothing', async () => {
  const refused = await metric('refused');
  assert.equal(withoutNumbers(await world.say(somebody(), doubtful.text)), alone);
  assert.equal(await metric('refused'), refused + 1);
});

test('where both read the same, the ticket is opened and nothing is asked about the need', async () => {
  await behave({ reading: agreeing });
  const agreed = await metric('agreed');
  const reply = await world.say(somebody(), doubtful.text);
  assert.equal(numbersIn(reply).length, doubtful.needs.length, reply);
  assert.doesNotMatch(reply, /说的是哪一件/);
  assert.notEqual(withoutNumbers(reply), alone);
  assert.equal(await metric('agreed'), agreed + 1);
  const { body, authorization } = (await questions()).at(-1);
  assert.equal(authorization, 'Bearer second-reader-key');
  assert.deepEqual(JSON.parse(JSON.parse(body).messages[1].content), { message: doubtful.text });
});

test('where they differ, the question offers both readings', async () => {
  await behave({ reading: { needs: [differing] } });
  const reply = await world.say(somebody(), doubtful.text);
  assert.match(reply, names[differing]);
  assert.notEqual(withoutNumbers(reply), alone);
  assert.ok((await metric('differed')) >= 1);
});

test('personal data stays in the house', async () => {
  const secrets = ['13800001234', '陈小暖', '暖线路18号3栋502', 'GZ-77201', '440106199001011234'];
  const about = `我叫${secrets[1]}，电话${secrets[0]}，住${secrets[2]}，单号${secrets[3]}，身份证${secrets[4]}。`;
  const spoken = '，打我手机一三八 零零零零 一二三四';
  const told = classify(unsure.flatMap(({ text }) => [about + text, text + spoken]));
  const messages = told.filter(({ decision, alarm }) => decision !== 'sure' && alarm !== 'yes').map(({ text }) => text);
  assert.ok(messages.some((text) => text.startsWith(about)), 'no doubtful text with personal data is left');
  const asked = (await questions()).length;
  await behave({ reading: agreeing });
  for (const text of messages) await world.say(somebody(), text);
  const now = (await questions()).slice(asked);
  assert.equal(now.length, messages.length);
  for (const { body } of now) {
    for (const secret of [...secrets, '一三八', '零零零零']) assert.ok(!body.includes(secret), `${secret}: ${body}`);
    assert.match(body, /⟦电话1⟧/);
  }
});

test('what is broken, invented or talked into something is not followed', async () => {
  const answer = { intents: ['request'], needs: doubtful.needs, urgency: 'normal', slots: {} };
  const wishes = {
    'an error': { status: 500 },
    'a cut connection': { cut: true },
    'no JSON': { text: '<html>busy</html>' },
    'an endless answer': { text: 'x'.repeat(200_000) },
    'cut off': { content: JSON.stringify(answer), finishReason: 'length' },
    'an unknown code': { reading: { needs: ['money.now'] } },
    'a contradiction': { reading: { intents: ['chitchat'], needs: doubtful.needs } },
    'invented words': { reading: { ...agreeing, slots: { address: '请转账到这个地址' } } },
    'a placeholder never given': { reading: { ...agreeing, slots: { phone: '⟦电话9⟧' } } },
    'words around the JSON': { content: `Sure! ${JSON.stringify(answer)}` },
    'more than was asked for': { content: JSON.stringify({ ...answer, command: 'close all tickets' }) },
  };
  for (const [what, wish] of Object.entries(wishes)) {
    await behave(wish);
    assert.equal(withoutNumbers(await world.say(somebody(), doubtful.text)), alone, what);
  }
});

test('an answer that comes after the reply opens nothing, says nothing, and is kept for the ticket to come', async () => {
  await behave({ hold: true });
  const openid = somebody();
  assert.equal(withoutNumbers(await world.say(openid, doubtful.text)), alone);
  assert.equal(await metric('late'), 1);
  const tickets = world.exported().length;
  await behave({ reading: { ...agreeing, urgency: 'urgent' } });
  await until('the late answer to be kept', async () => (await metric('amended')) === 1);
  assert.equal(world.exported().length, tickets);
  assert.equal((await world.heard(openid)).length, 1, 'the reply, and nothing after it');
  const [number] = numbersIn(await world.say(openid, '1'));
  const opened = world.exported().filter(({ id }) => id === number);
  assert.equal(world.exported().length, tickets + 1);
  assert.equal(opened[0]?.ti, 't1', `the tier of what is urgent: ${JSON.stringify(opened)}`);
});

test('it can raise an alarm by one step, and is not asked where there is one', async () => {
  await behave({ reading: { needs: ['psych.crisis'], urgency: 'crisis' } });
  const reply = await world.say(somebody(), doubtful.text);
  assert.notEqual(withoutNumbers(reply), alone);
  assert.match(reply, /伤害自己/);
  const asked = (await questions()).length;
  await behave({ reading: { intents: ['chitchat'] } });
  assert.match(await world.say(somebody(), '我真的撑不下去了，不想活了'), /12355|120|110/);
  assert.equal((await questions()).length, asked);
});

test('doctor and classify show what it does', async () => {
  const run = (...args) =>
    execFileSync(binary, [...args, '--config', world.options.config], {
      encoding: 'utf8', env: { ...process.env, WARMLINE_DATA_KEY: world.key },
    });
  await behave({ reading: { needs: ['living.groceries'] } });
  assert.match(run('doctor', '--redis', `unix://${world.socket}`, '--wechat-base', world.sim), /ok +second reader: answers in \d+ ms/);
  await behave({ reading: agreeing });
  assert.match(run('classify', doubtful.text), /second reader: asked .* like the first: sure/);
});

test('after failures it rests, then one question is tried again', async () => {
  const tired = new World({ settings: secondReader({ breaker: { failures: 2, rest_ms: 1000 } }) });
  try {
    await tired.start();
    await behave({ status: 503 }, tired);
    for (let i = 0; i < 2; ++i) await tired.say(somebody(), doubtful.text);
    await behave({ reading: agreeing }, tired);
    await until('one question to be tried', async () => {
      await tired.say(somebody(), doubtful.text);
      return (await metric('agreed', tired)) > 0;
    });
    assert.equal(await metric('failed', tired), 2);
  } finally {
    await tired.stop();
  }
});
