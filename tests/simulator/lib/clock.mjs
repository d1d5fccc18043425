/** A clock that runs with the real one and can be set forward, so that a test need not wait two days. Unix ms. */
export class Clock {
  #aheadMs = 0;

  now() {
    return Date.now() + this.#aheadMs;
  }

  /** @param {number} seconds not negative */
  advance(seconds) {
    if (!Number.isFinite(seconds) || seconds < 0) throw new RangeError('seconds must be a number, not negative');
    this.#aheadMs += seconds * 1000;
  }

  get aheadSeconds() {
    return this.#aheadMs / 1000;
  }

  reset() {
    this.#aheadMs = 0;
  }
}
