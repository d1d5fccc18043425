/**
 * Delivers callbacks with the platform's manners: 5 seconds a try, three deliveries of the same message in all, and
 * every status but 200 is a failure. What comes back is read by reply.mjs and lands in the journal as a message.
 */
import { modes, seal, stamp } from './envelope.mjs';
import { call, pause } from './http-client.mjs';
import { eventFields, messageFields } from './messages.mjs';
import { faultNotice, readReply } from './reply.mjs';

const deliveries = 3;

/** Which allowance of customer-service messages a user's action opens. */
const eventActions = {
  subscribe: 'follow',
  SCAN: 'scan',
  CLICK: 'click',
  scancode_push: 'click',
  scancode_waitmsg: 'click',
};

export class Callbacks {
  /** @param {import('./simulator.mjs').Simulator} sim */
  constructor(sim) {
    this.sim = sim;
  }

  get #address() {
    return `${this.sim.settings.warmline}/channels/wechat/${this.sim.account.id}`;
  }

  /** @param {object} wish  see messageFields(); and {mode?, loseReplies?} @returns the outcome for the caller */
  message(wish) {
    const made = messageFields(wish, this.sim.account, this.sim.address);
    this.sim.contacts.acted(wish.openid, wish.menuId ? 'click' : 'message');
    return this.#deliver(made, wish);
  }

  /** @param {object} wish  see eventFields(); and {mode?, loseReplies?} */
  event(wish) {
    const made = eventFields(wish, this.sim.account);
    if (wish.event === 'unsubscribe') this.sim.contacts.unfollow(wish.openid);
    else if (eventActions[wish.event]) this.sim.contacts.acted(wish.openid, eventActions[wish.event]);
    else this.sim.contacts.follow(wish.openid);
    return this.#deliver(made, wish);
  }

  /** The GET with which the platform checks an address. @returns {Promise<{ok: boolean, status, body, echostr}>} */
  async verify({ echostr = String(Math.floor(Math.random() * 1e18)) } = {}) {
    const query = new URLSearchParams({ ...stamp(this.sim.account), echostr });
    const { callbackTimeoutMs: timeoutMs } = this.sim.settings;
    const { status, body } = await call(`${this.#address}?${query}`, { method: 'GET', timeoutMs });
    return { ok: status === 200 && body === echostr, status, body, echostr };
  }

  async #deliver({ fields, shown, type }, { openid, mode = this.sim.settings.mode, loseReplies = 0 }) {
    if (!modes.includes(mode)) throw new RangeError(`mode must be one of ${modes.join(', ')}`);
    const { journal, stopping } = this.sim;
    journal.add('message', { openid, direction: 'in', via: 'user', type, text: shown, event: fields.Event });
    const attempts = [];
    for (let number = 1; number <= deliveries; number += 1) {
      const attempt = await this.#attempt(fields, mode, openid, stopping);
      attempts.push({ ...attempt, lost: number <= loseReplies || undefined });
      const { status, ms, error } = attempt;
      journal.add('callback', { openid, msgId: fields.MsgId && String(fields.MsgId), number, status, ms, error, mode });
      if (attempt.status === 200 && number > loseReplies) break;
      if (number < deliveries && !(await pause(this.sim.settings.retryPauseMs, stopping))) break;
    }
    return this.#show(attempts, openid, fields, stopping);
  }

  async #attempt(fields, mode, openid, signal) {
    const { query, body } = seal(this.sim.account, fields, mode);
    const headers = { 'Content-Type': 'text/xml', 'User-Agent': 'Mozilla/4.0' };
    const url = `${this.#address}?${new URLSearchParams(query)}`;
    const timeoutMs = this.sim.settings.callbackTimeoutMs;
    const { status, ms, error, body: answered } = await call(url, { headers, body, timeoutMs, signal });
    if (status !== 200) return { status, ms, error, reply: null };
    try {
      return { status, ms, reply: readReply(answered, { account: this.sim.account, openid, mode }) };
    } catch (why) {
      return { status, ms, reply: null, fault: why.message };
    }
  }

  /** Puts the last answer into the chat: a reply, nothing, or the platform's fault notice. */
  #show(attempts, openid, fields, stopping) {
    const {
      status,
      lost,
      error,
      reply,
      fault = status !== 200 || lost
        ? `no good answer in ${attempts.length} deliveries (${error ?? `status ${status}`})`
        : undefined,
    } = attempts.at(-1);
    const msgId = fields.MsgId && String(fields.MsgId);
    const outcome = { attempts, reply: fault ? null : reply, msgId, createTime: fields.CreateTime };
    if (stopping.aborted || fields.Event === 'unsubscribe') return { ...outcome, fault };
    if (fault) {
      this.sim.journal.add('message', {
        openid,
        direction: 'notice',
        via: 'platform',
        type: 'text',
        text: faultNotice,
        fault,
      });
      return { ...outcome, fault };
    }
    if (reply) this.sim.journal.add('message', { openid, direction: 'out', via: 'passive', ...reply });
    return outcome;
  }
}
