// The programme of three organisations (花城有爱): a message becomes a ticket that each of them has a share in, every
// account does what its right says, and what is returned too often is ruled. Through signed callbacks and real Redis.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { World, binary, numbersIn, root } from './harness.mjs';

const password = 'warm-line-2021';
const coordinator = 'gz-league-coordinator';

const world = new World({
  greet: false,
  settings: ({ folder }) => {
    const people = join(folder, 'people.json');
    writeFileSync(people, JSON.stringify({
      persons: [{
        id: 'league-coordinator', name: '罗主任', phone: '13800002703', roles: ['coordinator'], organisation: 'gz.league',
        chats: [{ account: 'demo', sender: coordinator }],
      }, {
        id: 'women-helper', name: '邓同学', phone: '13800002704', roles: ['volunteer'], organisation: 'gz.women',
        helper: { needs: ['living.housekeeping'], capacity: 3 },
      }],
      households: [],
    }));
    const hash = execFileSync(binary, ['hash-password'], { input: `${password}\n`, encoding: 'utf8' }).trim();
    const user = (name, organisation) => ({ name, password_hash: hash, role: 'coordinator', organisation });
    return {
      programme: join(root, 'config/programmes/gz-2021.json'),
      people,
      console: { users: [user('office', 'gz'), user('union', 'gz.union'), user('league', 'gz.league'), user('women', 'gz.women')] },
    };
  },
});
const accounts = {};
let ticket;
before(async () => {
  await world.start();
  await world.say(coordinator, '在线');
  for (const name of ['office', 'union', 'league', 'women']) accounts[name] = await world.signIn(name, password);
});
after(() => world.stop());

const seen = (name) => accounts[name](`/tickets/${ticket}`);
const partOf = (detail, organisation) => detail.parties.find((party) => party.organisation === organisation);
const post = (name, path, body) => accounts[name](`/tickets/${ticket}/${path}`, body);

test('a request goes to who leads its delivery; the others get a part with a time of its own', async () => {
  const reply = await world.say('gz-family', '我住荔湾区，家里老人没人照顾，想请人上门照看');
  [ticket] = numbersIn(reply);
  const detail = await seen('women');
  assert.equal(detail.ticket.organisation, 'gz.women', reply);
  assert.equal(detail.right, 'lead');
  assert.deepEqual(detail.parties.map(({ organisation, right }) => [organisation, right]), [['gz.women', 'lead'], ['gz.league', 'cooperating']]);
  assert.ok(partOf(detail, 'gz.league').due > detail.ticket.opened);
  await world.hears(coordinator, /有一部分归共青团广州市委员会/);
});

test('each account sees and does what its right says', async () => {
  const detail = await seen('league');
  assert.equal(detail.right, 'cooperating');
  assert.deepEqual(detail.moves, []);
  assert.equal(partOf(detail, 'gz.league').may_report, true);
  assert.equal(partOf(detail, 'gz.women').may_report, false);
  const list = await accounts.league('/tickets');
  assert.ok(list.items.some(({ id }) => id === ticket), 'it stands in the list of who cooperates');
  await assert.rejects(post('league', 'move', { to: 'cancelled', reason: '不办了' }), /403/);
  await assert.rejects(seen('union'), /404/, 'no part of this');
  await post('league', 'notes', { text: '已联系社区' });
});

test('a part is reported done, and who leads may then complete', async () => {
  await assert.rejects(post('league', 'parts/report', { organisation: 'gz.women', note: '办好了' }), /409|403/);
  const detail = await post('league', 'parts/report', { organisation: 'gz.league', note: '志愿者上门看过了' });
  assert.equal(partOf(detail, 'gz.league').note, '志愿者上门看过了');
  assert.ok(partOf(detail, 'gz.league').done);
  const { history } = await seen('women');
  assert.ok(history.some(({ kind, party_name: name }) => kind === 'part_done' && name === '共青团广州市委员会'));
});

test('returned too often, the root rules for good', async () => {
  const back = { to: 'returned', reason: '不归我们' };
  await post('women', 'move', back);
  for (let times = 0; times < 2; ++times) {
    await post('office', 'reassign', { person: 'women-helper', reason: '请再看看' });
    await post('office', 'move', back);
  }
  const due = await seen('office');
  assert.equal(due.may_rule, true);
  await assert.rejects(post('office', 'move', back), /409.*bounce_limit/s);
  const ruled = await post('office', 'ruling', { organisation: 'gz.league', reason: '家属是青年志愿者' });
  assert.equal(ruled.ticket.organisation, 'gz.league');
  assert.equal(ruled.ruled, true);
  assert.ok(!ruled.moves.includes('returned'));
  assert.equal((await seen('league')).right, 'lead');
  await world.hears(coordinator, /已经裁定由你们办/);
  await assert.rejects(post('league', 'move', back), /409.*ruled_already/s);
});

test('a district beyond the area is told to a coordinator', async () => {
  const reply = await world.say('gz-far-family', '我住天河区，家里老人没人照顾，想请人上门照看');
  const [far] = numbersIn(reply);
  const { history } = await accounts.women(`/tickets/${far}`);
  assert.ok(history.some(({ kind, text }) => kind === 'coordinator_called' && /不在服务范围/.test(text)), JSON.stringify(history));
});
