// The page of those who help, through the API of a whole Warmline: search, leave, duty, calendar; and the chat hears of it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { World, binary, demo, numbersIn, root } from './harness.mjs';

const world = new World({ settings: (w) => ({ public_url: w.url, overrides: { quiet_hours: '' } }) });
const hour = 3600_000;
let api;

before(async () => {
  await world.start();
  await world.greeted();
  api = await world.signIn();
});
after(() => world.stop());

const find = async (search) => (await api('/persons/search', search)).items;
const ticketOf = async (text) => {
  const [id] = numbersIn(await world.say(demo.requester, text));
  assert.ok(id, 'a ticket');
  return id;
};
const asked = async (id) => (await api(`/tickets/${id}`)).offer?.candidate_name;

test('they are found by name, work and the end of a telephone', async () => {
  const [lin] = await find({ text: '林干事' });
  assert.equal(lin.id, 'partner-lin');
  assert.deepEqual(await find({ text: '2000' }), [lin]);
  const tutors = await find({ need: 'education.tutoring' });
  assert.ok(tutors.length >= 4 && tutors.every(({ works }) => works.includes('学业辅导')), JSON.stringify(tutors));
  const page = await api('/persons/search', { limit: 3 });
  assert.equal(page.items.length, 3);
  assert.ok(page.total > 3);
  const second = await api('/persons/search', { limit: 3, after: page.next });
  assert.ok(!second.items.some(({ id }) => page.items.some((one) => one.id === id)));
});

test('a leave noted at the console sends the next ticket to the deputy, until it is ended', async () => {
  const first = await ticketOf('家里老人没人照顾，想请人上门照看');
  assert.equal(await asked(first), '林干事');
  const from = Date.now(), to = from + 48 * hour;
  const preview = await api(`/persons/partner-lin/leave?from=${from}&to=${to}`);
  assert.deepEqual(preview.moved.map(({ id }) => id), [first]);
  assert.equal(preview.families[0].deputy_name, '郭干事');
  const mark = await world.last();
  const noted = await api('/persons/partner-lin/leave', { from, to, reason: '考试周' });
  assert.equal(noted.person.duty.presence, 'on_leave');
  await world.hears(demo.partner, /协调员帮你记下了休息/, mark);
  assert.equal(await asked(first), '郭干事');
  const second = await ticketOf('家里没有菜了，能帮忙买菜吗');
  assert.equal(await asked(second), '郭干事');
  await assert.rejects(api('/persons/partner-lin/leave/end', { from, to: to + 1 }), /409.*刚刚有人改过/s);
  const ended = await api('/persons/partner-lin/leave/end', { from, to });
  assert.deepEqual(ended.leave, []);
  await world.hears(demo.partner, /休息取消了/, mark);
  const third = await ticketOf('能帮忙打扫一下家里的卫生吗');
  assert.equal(await asked(third), '林干事');
});

test('what the chat noted is ended at the console, and the other way round', async () => {
  await world.say(demo.tutors[0], '请假三天');
  const [wang] = await find({ text: '王同学' });
  const { rest_until: to } = await api(`/persons/${wang.id}`);
  assert.equal((await find({ text: '王同学', off_today: true })).length, 1);
  assert.equal((await api(`/persons/${wang.id}/leave/end`, { to })).rest_until, undefined);
  const from = Date.now() + 100 * hour;
  await api(`/persons/${wang.id}/leave`, { from, to: from + 5 * hour });
  await world.say(demo.tutors[0], '取消休息');
  assert.deepEqual((await api(`/persons/${wang.id}`)).leave, []);
});

test('shifts and limits hold at once, and a page that is old is refused', async () => {
  const { shifts, capacity, per_day } = await api('/persons/tutor-2-li');
  const wanted = { shifts: [{ weekday: 1, from: 1320, to: 1560 }], capacity: 1, per_day: 2, seen: { shifts, capacity, per_day } };
  const mark = await world.last();
  const changed = await api('/persons/tutor-2-li/duty', wanted);
  assert.deepEqual(changed.shifts, wanted.shifts);
  await world.hears(demo.tutors[1], /周一22:00到02:00/, mark);
  await assert.rejects(api('/persons/tutor-2-li/duty', wanted), /409/);
});

test('the calendar’s address is readable, stays the same for the chat, and dies when it is replaced', async () => {
  const { address } = await api('/persons/tutor-2-li/calendar', {});
  const read = async (url) => fetch(url);
  const calendar = await (await read(address)).text();
  assert.match(calendar, /BEGIN:VCALENDAR/);
  assert.match(calendar, /RRULE:FREQ=WEEKLY/, 'the shift');
  assert.ok((await world.say(demo.tutors[1], '日历')).includes(address));
  const mark = await world.last();
  const { address: other } = await api('/persons/tutor-2-li/calendar', { anew: true });
  assert.equal((await read(address)).status, 404);
  assert.equal((await read(other)).status, 200);
  await world.hears(demo.tutors[1], /旧地址不再更新/, mark);
});

test('all of it can be rebuilt from the events', async () => {
  await world.service.stop();
  const checked = execFileSync(binary, ['rebuild', '--check', '--config', world.options.config, '--redis', `unix://${world.socket}`], {
    cwd: root, encoding: 'utf8', env: { ...process.env, WARMLINE_DATA_KEY: world.key, WARMLINE_DEMO_PASSWORD: world.password },
  });
  assert.equal(checked.trim(), '');
});
