/**
 * @typedef {object} Fault  Bad behaviour ordered for calls that Warmline makes to the platform.
 * @property {string} api        end of the path, such as "custom/send" or "token"; "*" is any call
 * @property {number} times      how many calls it spoils, at least 1
 * @property {number} [errcode]  answer with this errcode, do nothing else
 * @property {number} [httpStatus] answer with this status and no JSON
 * @property {number} [delayMs]  wait before anything else
 * @property {true|"after"} [drop] cut the connection: true before the call has an effect, "after" once it had it
 */

/** The queue of faults: each call takes the oldest that fits it. */
export class Faults {
  #queue = [];

  /** @param {Partial<Fault>} order @throws {RangeError} if it makes no sense */
  add(order) {
    const { api = '*', times = 1, errcode, httpStatus, delayMs, drop } = order;
    if (typeof api !== 'string' || api === '') throw new RangeError('api must name a call, or be "*"');
    if (!Number.isInteger(times) || times < 1) throw new RangeError('times must be a whole number, at least 1');
    if (errcode === undefined && !httpStatus && !delayMs && !drop) {
      throw new RangeError('one of errcode, httpStatus, delayMs, drop is needed');
    }
    this.#queue.push({ api, times, errcode, httpStatus, delayMs, drop });
  }

  /** @param {string} path @returns {Fault|undefined} */
  take(path) {
    const index = this.#queue.findIndex(({ api }) => api === '*' || path.endsWith(`/${api.replace(/^\//, '')}`));
    if (index < 0) return undefined;
    const fault = this.#queue[index];
    fault.times -= 1;
    if (fault.times === 0) this.#queue.splice(index, 1);
    return fault;
  }

  list() {
    return [...this.#queue];
  }

  clear() {
    this.#queue = [];
  }
}
