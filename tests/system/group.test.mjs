// A support group of a hospital (P1, S12d): asked for by one, opened where its leader agrees; whoever of the hospital asks
// next is told of it, and a second one is refused. Through signed callbacks, two processes and a real Redis.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World, demo, numbersIn, until } from './harness.mjs';

const hospital = '广州市第八人民医院';
const asks = `我是${hospital}的护士，同事们压力大，想要一个心理支持群，请专家带一带`;
const group = {
  need: 'psych.group', hospital, team: '', name: '八院心理支持群', leader: '李领队',
  join: '找李领队要群二维码，进群后改成科室加姓名。', experts: ['expert-1-zhou'],
};
const world = new World();
let api, second, first;

before(async () => {
  await world.start();
  await world.greeted();
  api = await world.signIn();
  second = await world.startSecond();
});
after(async () => {
  await second?.service?.stop();
  await world.stop();
});

const refusal = async (body) => {
  try {
    await api('/groups', body);
  } catch (error) {
    return error.message;
  }
  return 'opened';
};

test('where there is no group, the request goes its way and one is proposed', async () => {
  const reply = await world.say('group-nurse-1', asks);
  [first] = numbersIn(reply);
  assert.ok(first, reply);
  assert.doesNotMatch(reply, /李领队/);
  const { open, proposed, experts } = await api('/groups');
  assert.deepEqual(open, []);
  assert.equal(proposed.length, 1);
  assert.equal(proposed[0].hospital, hospital);
  assert.deepEqual(proposed[0].tickets.map(({ id }) => id), [first]);
  assert.ok(experts.some(({ id }) => id === group.experts[0]));
});

test('opened where its leader agrees, with its expert; who had asked is told', async () => {
  assert.match(await refusal({ ...group, leader: '' }), /422/);
  assert.match(await refusal({ ...group, experts: ['tutor-1-wang'] }), /not_an_expert|422/);
  const now = await api('/groups', group);
  assert.deepEqual(now.proposed, []);
  assert.equal(now.open[0].name, group.name);
  assert.equal(now.open[0].leader, group.leader);
  assert.equal(now.open[0].referred, 1);
  await world.hears('group-nurse-1', /八院心理支持群，由周老师带。找李领队要群二维码/);
  assert.equal((await api(`/tickets/${first}`)).history.at(-1).kind, 'group_referred');
});

test('the second who asks hears of the group at once, at whichever process, and its expert is asked', async () => {
  await until('the other process to follow', async () => (await (await second.signIn())('/groups')).open.length === 1);
  const since = await world.last();
  const reply = await world.say('group-nurse-2', asks);
  assert.match(reply, /八院心理支持群，由周老师带。找李领队要群二维码/);
  const [number] = numbersIn(reply);
  await world.hears(demo.expert, new RegExp(`新任务.*${number}`), since);
  const { open, proposed } = await api('/groups');
  assert.deepEqual(proposed, [], 'no second group is proposed');
  assert.equal(open[0].referred, 2);
});

test('a second group is refused with a clear sentence', async () => {
  assert.match(await refusal({ ...group, name: '另一个群' }), /409.*这家医院.*已经有支持群了，不再另建/);
  assert.match(await refusal({ ...group, team: '急诊科' }), /409.*已经有支持群/);
});

test('its name and leader are changed; what is not said stays, at every process', async () => {
  const [{ id, experts, join }] = (await api('/groups')).open;
  const body = { experts: experts.map((expert) => expert.id), join };
  const renamed = await api(`/groups/${id}/change`, { ...body, name: '八院暖心群', leader: '凌护士长' });
  assert.equal(renamed.open[0].name, '八院暖心群');
  assert.equal(renamed.open[0].leader, '凌护士长');
  await assert.rejects(api(`/groups/${id}/change`, body), /409/, 'nothing is changed');
  const there = await second.signIn();
  await until('the other process to follow', async () => (await there('/groups')).open[0].name === '八院暖心群');
  assert.match(await second.say('group-nurse-5', asks), /八院暖心群/);
});

test('its experts are changed, it is closed with a reason, and another may follow', async () => {
  const [{ id }] = (await api('/groups')).open;
  const changed = await api(`/groups/${id}/change`, { experts: ['expert-2-shen'], join: '扫护士站的码。' });
  assert.deepEqual(changed.open[0].experts.map(({ name, able }) => [name, able]), [['沈老师', true]]);
  assert.match(await world.say('group-nurse-3', asks), /由沈老师带。扫护士站的码/);
  assert.deepEqual((await api(`/groups/${id}/close`, { reason: '队伍回来了' })).open, []);
  assert.doesNotMatch(await world.say('group-nurse-4', asks), /沈老师/);
  assert.equal((await api('/groups')).proposed.length, 1);
  assert.equal((await api('/groups', group)).open.length, 1);
});

test('all of it can be rebuilt from the events', async () => {
  await second.service.stop();
  await world.service.stop();
  assert.equal(world.rebuildDifferences(), '');
});
