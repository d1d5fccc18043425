import { Call } from './call.mjs';

/** The calls of this line, by id. */
export class Calls {
  #calls = new Map();

  constructor(sim) {
    this.sim = sim;
  }

  /** @param {{from?: string, region?: string}} wish @returns {Call} started; call.started is on its way */
  begin(wish) {
    const made = new Call(this.sim, wish);
    this.#calls.set(made.id, made);
    return made;
  }

  /** @throws {RangeError} if there is no such call */
  find(id) {
    const found = this.#calls.get(id);
    if (!found) throw new RangeError('no such call');
    return found;
  }

  /** Plays a whole script: {from, digits?, segments?: (string|object)[], note?, end?} */
  async play({ from, region, digits = '', segments = [], note, end = false, abandoned = false }) {
    const one = this.begin({ from, region });
    const sending = [one.start()];
    for (const digit of String(digits)) sending.push(one.digit(digit));
    for (const said of segments) sending.push(one.segment(typeof said === 'string' ? { text: said } : said));
    if (note) sending.push(one.note(typeof note === 'string' ? { text: note } : note));
    if (end || abandoned) sending.push(one.end({ abandoned }));
    await Promise.all(sending);
    return one.summary();
  }

  clear() {
    this.#calls.clear();
  }
}
