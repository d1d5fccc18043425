/**
 * Who follows the account, and how many customer-service messages it may send to each.
 * Source: the platform's quota table of 2023-06-12. A user's message allows 5 within 48 hours; following, a menu click
 * and a scan allow 3 within one minute each. A new action of a kind replaces the former allowance of that kind.
 */
const allowances = {
  message: { count: 5, ms: 48 * 3600 * 1000 },
  follow: { count: 3, ms: 60 * 1000 },
  click: { count: 3, ms: 60 * 1000 },
  scan: { count: 3, ms: 60 * 1000 },
};

export const errcodes = { ok: 0, unknownUser: 40003, notFollowing: 43004, outOfWindow: 45015, countUsedUp: 45047 };

export class Contacts {
  #people = new Map();

  /** @param {import('./clock.mjs').Clock} clock */
  constructor(clock) {
    this.clock = clock;
  }

  /** Makes the person known and a follower. */
  follow(openid) {
    const person = this.#people.get(openid) ?? { grants: new Map() };
    person.following = true;
    this.#people.set(openid, person);
    return person;
  }

  unfollow(openid) {
    const person = this.follow(openid);
    person.following = false;
    person.grants.clear();
  }

  /** @param {keyof allowances} action what the person did */
  acted(openid, action) {
    const { count, ms } = allowances[action];
    this.follow(openid).grants.set(action, { left: count, until: this.clock.now() + ms });
  }

  knows(openid) {
    return this.#people.has(openid);
  }

  /** Whether a message may go out now. @returns one of `errcodes` */
  check(openid) {
    const person = this.#people.get(openid);
    if (!person) return errcodes.unknownUser;
    if (!person.following) return errcodes.notFollowing;
    const open = this.#open(person);
    if (open.length === 0) return errcodes.outOfWindow;
    return open.some((grant) => grant.left > 0) ? errcodes.ok : errcodes.countUsedUp;
  }

  /** Takes one message from the allowance that ends first; check() must have said ok. */
  spend(openid) {
    const usable = this.#open(this.#people.get(openid)).filter((grant) => grant.left > 0);
    usable.sort((a, b) => a.until - b.until)[0].left -= 1;
  }

  /** For the page: how many messages are left and when the longest allowance ends (Unix ms of the set clock). */
  summary() {
    return [...this.#people].map(([openid, person]) => {
      const open = this.#open(person);
      const left = open.reduce((sum, grant) => sum + grant.left, 0);
      return { openid, following: person.following, left, until: Math.max(0, ...open.map((grant) => grant.until)) };
    });
  }

  clear() {
    this.#people.clear();
  }

  #open(person) {
    return [...person.grants.values()].filter((grant) => grant.until > this.clock.now());
  }
}
