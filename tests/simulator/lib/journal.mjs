/**
 * @typedef {object} Entry  Something that happened. Kinds: message, callback, api, typing, call, hotline, notice.
 * @property {number} seq   grows by one, never reused, not even after clear()
 * @property {number} at    Unix ms
 * @property {string} kind
 */

const entriesMax = 20_000;

/** Everything that happened, oldest first, for tests to read and for the page to follow. Forgets the oldest. */
export class Journal {
  #entries = [];
  #listeners = new Set();
  #seq = 0;

  /** @returns {Entry} */
  add(kind, facts) {
    const entry = { seq: ++this.#seq, at: Date.now(), kind, ...facts };
    this.#entries.push(entry);
    if (this.#entries.length > entriesMax) this.#entries.splice(0, entriesMax / 10);
    this.tell(entry);
    return entry;
  }

  /** Tells the followers without keeping anything. */
  tell(entry) {
    for (const listener of this.#listeners) listener(entry);
  }

  /** Entries after `since` that `wanted` accepts. */
  list(wanted = () => true, since = 0) {
    return this.#entries.filter((entry) => entry.seq > since && wanted(entry));
  }

  get last() {
    return this.#seq;
  }

  /** @param {(entry: Entry) => void} listener @returns {() => void} ends the subscription */
  follow(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  clear() {
    this.#entries = [];
    this.tell({ seq: this.#seq, at: Date.now(), kind: 'reset' });
  }
}
