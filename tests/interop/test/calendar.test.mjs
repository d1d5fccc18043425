// What we give to the calendars of telephones, read by another library than the one that wrote it.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import ICAL from 'ical.js';
import { World, demo, numbersIn, root, until } from '../../system/harness.mjs';

const days = [1, 2, 3, 4, 5, 6, 7];
/** The demonstration's people; one tutor is on duty all day, every day of the week in a span of its own. */
function people(world) {
  const all = JSON.parse(readFileSync(join(root, 'config/demo/people.json'), 'utf8'));
  const tutor = all.persons.find(({ id }) => id === 'tutor-1-wang');
  tutor.helper.shifts = days.map((weekday) => ({ weekday, from: '06:00', to: '06:00' }));
  const file = join(world.folder, 'people.json');
  writeFileSync(file, JSON.stringify(all));
  return file;
}
const world = new World({ settings: (w) => ({ people: people(w), public_url: w.url }) });
const [tutor] = demo.tutors;
let link;

before(async () => {
  await world.start();
  await world.greeted();
});
after(() => world.stop());

const linkIn = (text) => /https?:\S+\/calendar\/[0-9a-f]{64}\.ics/.exec(text)?.[0];
async function events() {
  const answer = await fetch(link);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type'), /^text\/calendar; charset=utf-8/);
  assert.match(answer.headers.get('cache-control'), /private/);
  const calendar = new ICAL.Component(ICAL.parse(await answer.text()));
  assert.equal(calendar.getFirstPropertyValue('version'), '2.0');
  return calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
}
const named = (all, pattern) => all.filter(({ summary }) => pattern.test(summary));

test('a helper gets an address by a word, the same one again; nobody else does', async () => {
  link = linkIn(await world.say(tutor, '日历'));
  assert.ok(link);
  assert.equal(linkIn(await world.say(tutor, '我的日历')), link);
  assert.equal(linkIn(await world.say(demo.requester, '日历')), undefined);
  assert.notEqual(linkIn(await world.say(demo.tutors[1], '日历')), link);
});

test('shifts come every week, for whichever week is asked', async () => {
  const shifts = named(await events(), /^值班$/);
  assert.equal(shifts.length, 7);
  const now = ICAL.Time.now().toJSDate().getTime();
  const covered = shifts.filter((shift) => {
    const span = shift.duration.toSeconds() * 1000;
    assert.equal(span, 24 * 3600_000);
    const occurrences = shift.iterator();
    for (let at = occurrences.next(); at; at = occurrences.next()) {
      const from = at.toJSDate().getTime();
      if (from > now) return false;
      if (now < from + span) return true;
    }
    return false;
  });
  assert.equal(covered.length, 1, 'one of them is on now');
});

test('leave and the tickets in hand stand in it, and nothing of anybody', async () => {
  await world.say(tutor, '后天请假，家里有事');
  const [id] = numbersIn((await world.say('calendar-family', '我家在广州市荔湾区，孩子小学四年级数学跟不上，想找人补数学，我叫陈大文，电话13800001234')));
  await world.hears(tutor, new RegExp(id));
  await world.say(tutor, `接单 ${id}`);
  const all = await until('the ticket to stand in it', async () => {
    const found = await events();
    return named(found, new RegExp(id)).length ? found : undefined;
  });
  const [ticket] = named(all, new RegExp(id));
  assert.equal(ticket.summary, `学业辅导 ${id}`);
  assert.ok(ticket.endDate.toJSDate() > new Date(), 'by the moment that was promised');
  const [leave] = named(all, /^休息$/);
  assert.ok(leave.startDate.toJSDate() > new Date());
  const text = await (await fetch(link)).text();
  assert.doesNotMatch(text, /陈大文|13800001234|家里有事|王同学|tutor-1-wang/);
  await world.say(tutor, `完成 ${id} 讲完了`);
  assert.equal(named(await events(), new RegExp(id)).length, 0, 'what is done is no duty');
});

test('who has it need not read it again; who reads too often is asked to wait', async () => {
  const first = await fetch(link);
  const tag = first.headers.get('etag');
  const again = await fetch(link, { headers: { 'if-none-match': tag } });
  assert.equal(again.status, 304);
  const statuses = [];
  for (let i = 0; i < 45; ++i) statuses.push((await fetch(link)).status);  // more than two minutes' worth
  assert.ok(statuses.includes(429));
});

test('what was ended or never given opens nothing', async () => {
  assert.match(await world.say(tutor, '停用日历'), /停用/);
  assert.equal((await fetch(link)).status, 404);
  for (const path of ['0'.repeat(64) + '.ics', 'x.ics', '0'.repeat(64), 'A'.repeat(64) + '.ics'])
    assert.equal((await fetch(`${world.url}/calendar/${path}`)).status, 404, path);
  const fresh = linkIn(await world.say(tutor, '日历'));
  assert.ok(fresh);
  assert.notEqual(fresh, link);
  assert.doesNotMatch(world.service.output, /[0-9a-f]{64}/, 'no secret in the log');
});
