import { Callbacks } from './callbacks.mjs';
import { Calls } from './calls.mjs';
import { Clock } from './clock.mjs';
import { Contacts } from './contacts.mjs';
import { demoAccount, demoHotline, demoPersonas, helperRoles } from './defaults.mjs';
import { modes } from './envelope.mjs';
import { Faults } from './faults.mjs';
import { call, pause } from './http-client.mjs';
import { Journal } from './journal.mjs';
import { PlatformApi } from './platform-api.mjs';
import { SecondReader } from './second-reader.mjs';
import { Tokens } from './tokens.mjs';

/**
 * @typedef {object} Settings  Changed while running through POST /sim/settings.
 * @property {string} warmline  base URL without a slash at the end
 * @property {"plain"|"compat"|"safe"} mode  of callbacks, unless a message names its own
 * @property {boolean} rules  whether the 48-hour window and the message counts are enforced
 * @property {number} callbackTimeoutMs  how long one delivery may take; the platform's is 5000
 * @property {number} retryPauseMs  wait before a callback is delivered again
 * @property {number[]} hotlineRetryMs  waits before a hotline event is sent again; the last one repeats
 * @property {number} tokenSeconds  life of new access tokens
 */
const defaultSettings = {
  warmline: 'http://127.0.0.1:8080',
  mode: 'safe',
  rules: true,
  callbackTimeoutMs: 5000,
  retryPauseMs: 1000,
  hotlineRetryMs: [1000, 5000, 30_000, 120_000, 600_000],
  tokenSeconds: 7200,
};

const isMs = (value) => Number.isInteger(value) && value >= 0;
const checks = {
  warmline: (value) => /^https?:\/\/[^/]+$/.test(value),
  mode: (value) => modes.includes(value),
  rules: (value) => typeof value === 'boolean',
  callbackTimeoutMs: (value) => isMs(value) && value > 0,
  retryPauseMs: isMs,
  hotlineRetryMs: (value) => Array.isArray(value) && value.length > 0 && value.every(isMs),
  tokenSeconds: (value) => Number.isInteger(value) && value > 0,
};

/** Both platforms with all their state. Knows no socket; server.mjs gives it one. */
export class Simulator {
  #stop = new AbortController();
  #initial;
  address = '';

  constructor({ account = demoAccount, hotline = demoHotline, personas = demoPersonas, settings = {} } = {}) {
    Object.assign(this, { account, hotline, personas });
    this.clock = new Clock();
    this.journal = new Journal();
    this.contacts = new Contacts(this.clock);
    this.tokens = new Tokens();
    this.faults = new Faults();
    this.callbacks = new Callbacks(this);
    this.calls = new Calls(this);
    this.platform = new PlatformApi(this);
    this.secondReader = new SecondReader(this);
    this.settings = { ...defaultSettings };
    this.change(settings);
    this.#initial = { ...this.settings };
    this.#settle();
  }

  /** Fires when what is under way must end: at reset() and at stop(). */
  get stopping() {
    return this.#stop.signal;
  }

  /** @param {Partial<Settings>} wishes @throws {RangeError} naming the first bad one; then nothing is changed */
  change(wishes) {
    for (const [name, value] of Object.entries(wishes)) {
      if (!Object.hasOwn(checks, name)) throw new RangeError(`no such setting: ${name}`);
      if (!checks[name](value)) throw new RangeError(`bad value for ${name}`);
    }
    Object.assign(this.settings, wishes);
    this.tokens.validSeconds = this.settings.tokenSeconds;
  }

  /** Forgets everything but where Warmline is; ends retries under way. */
  reset() {
    this.#stop.abort();
    this.#stop = new AbortController();
    [this.contacts, this.tokens, this.faults, this.calls, this.secondReader, this.journal].forEach((part) => part.clear());
    this.clock.reset();
    this.change({ ...this.#initial, warmline: this.settings.warmline });
    this.#settle();
  }

  stop() {
    this.#stop.abort();
    this.secondReader.clear();
  }

  /** Lets every persona follow, and the helpers write one word, as soon as Warmline is ready. */
  async greet() {
    const { stopping } = this;
    while (!stopping.aborted) {
      const ready = await call(`${this.settings.warmline}/readyz`, {
        method: 'GET',
        timeoutMs: 1000,
        signal: stopping,
      });
      if (ready.status === 200) break;
      await pause(250, stopping);
    }
    for (const { openid, role } of this.personas.filter((persona) => persona.openid)) {
      if (stopping.aborted) return;
      await this.callbacks.event({ openid, event: 'subscribe' });
      if (helperRoles.includes(role)) await this.callbacks.message({ openid, text: '在线' });
    }
    this.journal.add('notice', { text: 'greeted' });
  }

  #settle() {
    for (const { openid } of this.personas) if (openid) this.contacts.follow(openid);
  }
}
