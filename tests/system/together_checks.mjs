// What must be true of everything that was under way together, after any number of kills: from `warmline export`.
import assert from 'node:assert/strict';
import { capacityOf, helpers } from './together_world.mjs';

const events = (ticket, kind) => ticket.hi.filter(({ k }) => k === kind);
export const isOfSeries = (ticket) => ticket.hi[0].by?.k === undefined;  // opened by the system
const day = (ms) => new Date(ms + 8 * 3600_000).toISOString().slice(0, 10);

/** No offer is made while another stands, nothing is accepted twice, and what is accepted was offered to that one. */
export function checkOffersInOrder(tickets) {
  let offers = 0;
  for (const { id, hi } of tickets) {
    let asked = '', carrier = '';
    for (const event of hi) {
      const where = `ticket ${id}: ${hi.map(({ k, p, of }) => `${k} ${of?.c ?? p ?? ''}`).join(', ')}`;
      if (event.k === 'ticket_offered') {
        assert.equal(asked + carrier, '', `offered while it is somebody's; ${where}`);
        asked = event.of.c;
        offers += 1;
      } else if (['offer_declined', 'offer_expired', 'offer_withdrawn'].includes(event.k)) {
        assert.equal(event.p, asked, where);
        asked = '';
      } else if (event.k === 'ticket_accepted') {
        assert.equal(carrier, '', `accepted twice; ${where}`);
        assert.equal(event.p, asked, `accepted by somebody else; ${where}`);
        [asked, carrier] = ['', event.p];
      } else if (event.k === 'ticket_unassigned') {
        carrier = '';
      }
    }
  }
  return offers;
}

/** Nobody has more in hand than fits: offers, tickets, and those of his or her squad. */
export function checkRoom(tickets) {
  const load = new Map();
  const add = (id) => load.set(id, (load.get(id) ?? 0) + 1);
  for (const { s, of, as, mu } of tickets) {
    if (of) add(of.c);
    if (as && ['accepted', 'in_progress', 'waiting'].includes(s)) for (const id of mu?.m ?? [as]) add(id);
  }
  for (const id of helpers) assert.ok((load.get(id) ?? 0) <= capacityOf(id), `${id} has ${load.get(id)} in hand`);
}

/** Each part that was due rang once with its own organisation and at most once with the lead; what is done did not. */
export function checkParts(tickets, now) {
  let rung = 0;
  for (const ticket of tickets) {
    for (const part of ticket.pa ?? []) {
      const rings = (step) => events(ticket, 'part_missed').filter(({ pt, st }) => pt === part.o && st === step).length;
      const where = `ticket ${ticket.id}, ${part.o}: ${JSON.stringify(part)}`;
      assert.equal(rings(1), part.x ? 1 : 0, where);
      assert.equal(rings(2), part.lt ? 1 : 0, where);
      const works = ['accepted', 'in_progress'].includes(ticket.s);
      if (works && ['each', 'cooperating'].includes(part.r) && !part.m && part.d < now) assert.ok(part.x, `never rang; ${where}`);
      if (part.m && part.x) assert.ok(part.m >= part.x, `rang though it was done; ${where}`);
      rung += rings(1);
    }
  }
  return rung;
}

/**
 * Each date of each series opened one ticket, or none where the last was still under way, and none came twice.
 * @param dates  the days on which the series was due after its first ticket
 * @param slow   whose first ticket stays under way
 */
export function checkSeries(tickets, homes, dates, slow) {
  for (const home of homes) {
    const days = tickets.filter(({ n, h }) => n === 'living.groceries' && h === home).map(({ a }) => day(a)).sort();
    const [, ...later] = days;
    assert.deepEqual(later, slow.includes(home) ? [] : dates, `${home}: ${days}`);
  }
}

/** Everybody who asked for the group was told of it once. */
export function checkGroup(tickets, group) {
  const asked = tickets.filter(({ n }) => n === 'psych.group');
  for (const ticket of asked) {
    assert.equal(ticket.sg, group, `ticket ${ticket.id}`);
    assert.equal(events(ticket, 'group_referred').length, 1, `ticket ${ticket.id}`);
  }
  return asked.length;
}

/** A squad that goes is led by whom it was put to, and its members are as they were mustered. */
export function checkSquads(tickets) {
  const out = tickets.filter(({ n, mu, as }) => n === 'manpower.site' && mu && as);
  for (const { id, mu, as, hi } of out) {
    assert.equal(mu.m[0], as, `ticket ${id}`);
    assert.equal(new Set(mu.m).size, mu.m.length, `ticket ${id}`);
    const accepted = hi.findLastIndex(({ k }) => k === 'ticket_accepted');
    assert.equal(hi[accepted + 1].k, 'squad_mustered', `ticket ${id}`);
  }
  return out.length;
}
