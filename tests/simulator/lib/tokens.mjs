import { randomBytes } from 'node:crypto';

const overlapMs = 5 * 60 * 1000;

/**
 * Access tokens after the platform's two rules. Classic: each call makes a new token, the former lives 5 more minutes.
 * Stable: the same token while it is valid, a new one within its last 5 minutes, with the same overlap.
 */
export class Tokens {
  /** Every token ever given out: its end in Unix ms, and the errcode it answers once it is no longer good. */
  #issued = new Map();
  #current = { classic: null, stable: null };
  validSeconds = 7200;

  /** @param {() => number} now Unix ms */
  constructor(now = Date.now) {
    this.now = now;
  }

  classic() {
    return this.#replace('classic');
  }

  /** @param {boolean} force makes a new token at once */
  stable(force) {
    const token = this.#current.stable;
    const leftMs = token === null ? 0 : this.#issued.get(token).until - this.now();
    if (force || leftMs <= Math.min(overlapMs, this.validSeconds * 500)) return this.#replace('stable');
    return { access_token: token, expires_in: Math.floor(leftMs / 1000) };
  }

  /** @param {string|null} token @returns {number} 0, or the platform's errcode */
  check(token) {
    if (!token) return 41001;
    const issued = this.#issued.get(token);
    if (!issued) return 40014;
    return issued.until > this.now() ? 0 : issued.spent;
  }

  /** Ends every token now. @param {number} errcode what the platform will say: 40001, 40014 or 42001 */
  revoke(errcode = 40001) {
    for (const issued of this.#issued.values()) {
      if (issued.until > this.now()) Object.assign(issued, { until: 0, spent: errcode });
    }
    this.#current = { classic: null, stable: null };
  }

  clear() {
    this.#issued.clear();
    this.#current = { classic: null, stable: null };
    this.validSeconds = 7200;
  }

  #replace(kind) {
    const former = this.#issued.get(this.#current[kind]);
    if (former) Object.assign(former, { until: Math.min(former.until, this.now() + overlapMs), spent: 40001 });
    const token = `sim_${kind}_${randomBytes(48).toString('base64url')}`;
    this.#issued.set(token, { until: this.now() + this.validSeconds * 1000, spent: 42001 });
    this.#current[kind] = token;
    return { access_token: token, expires_in: this.validSeconds };
  }
}
