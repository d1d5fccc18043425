/** The control calls under /sim, JSON in and out. What each takes and gives stands in README.md. */
import { encrypt, sha1Signature, stamp } from './envelope.mjs';
import { hotlineHeaders } from './hotline.mjs';
import { call } from './http-client.mjs';
import { writeXml } from './xml.mjs';

/** @typedef {import('./simulator.mjs').Simulator} Simulator */

/** What the page needs to draw itself. */
function state(sim) {
  return {
    settings: sim.settings,
    personas: sim.personas,
    contacts: sim.contacts.summary(),
    faults: sim.faults.list(),
    aheadSeconds: sim.clock.aheadSeconds,
    last: sim.journal.last,
    account: { id: sim.account.id, appId: sim.account.appId },
    hotline: { id: sim.hotline.id },
  };
}

/** GET /sim/messages: what Warmline said; direction=all adds what users said and the platform's notices. */
function messages(sim, query) {
  const openid = query.get('openid');
  const direction = query.get('direction') ?? 'out';
  const wanted = (entry) =>
    entry.kind === 'message' &&
    (!openid || entry.openid === openid) &&
    (direction === 'all' || entry.direction === direction);
  return { messages: sim.journal.list(wanted, Number(query.get('since') ?? 0)), last: sim.journal.last };
}

function log(sim, query) {
  const kind = query.get('kind');
  const entries = sim.journal.list((entry) => !kind || entry.kind === kind, Number(query.get('since') ?? 0));
  return { entries, last: sim.journal.last };
}

/** Changes the last hex digit of each signature, and nothing else. */
function spoiled(fields) {
  const wrong = (text) => text.slice(0, -1) + (text.endsWith('0') ? '1' : '0');
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, /signature/i.test(name) ? wrong(value) : value]),
  );
}

/**
 * POST /sim/raw: any bytes to any path of Warmline.
 * sign: "wechat" signs the query; "wechat-aes" also encrypts the body; "wechat-aes-wrapped" signs a body that is
 * wrapped already, whose Encrypt is given as `encrypt`; "hotline" signs the body. wrong: true spoils the signatures.
 */
async function raw(sim, wish) {
  const { path, method = 'POST', query = {}, headers = {}, sign, wrong = false, timestamp, nonce } = wish;
  if (typeof path !== 'string' || !path.startsWith('/')) throw new RangeError('path must start with /');
  let body = wish.bodyBase64 === undefined ? Buffer.from(wish.body ?? '') : Buffer.from(wish.bodyBase64, 'base64');
  let signed = {};
  let signedHeaders = {};
  if (sign?.startsWith('wechat')) {
    signed = stamp(sim.account, { timestamp, nonce });
    if (sign === 'wechat-aes') {
      const sealed = encrypt(sim.account, body.toString('utf8'), signed);
      body = Buffer.from(writeXml({ ToUserName: sim.account.ghId, Encrypt: sealed.encrypt }));
      signed = { ...signed, encrypt_type: 'aes', msg_signature: sealed.msgSignature };
    } else if (sign === 'wechat-aes-wrapped') {
      const signature = sha1Signature(sim.account.token, signed.timestamp, signed.nonce, wish.encrypt ?? '');
      signed = { ...signed, encrypt_type: 'aes', msg_signature: signature };
    }
  } else if (sign === 'hotline') {
    signedHeaders = hotlineHeaders(sim.hotline, body, timestamp);
  } else if (sign !== undefined) throw new RangeError('sign must be wechat, wechat-aes, wechat-aes-wrapped or hotline');
  if (wrong) [signed, signedHeaders] = [spoiled(signed), spoiled(signedHeaders)];
  const encoded = String(new URLSearchParams({ ...signed, ...query }));
  const url = sim.settings.warmline + path + (encoded && `?${encoded}`);
  const timeoutMs = wish.timeoutMs ?? 10_000;
  return call(url, { method, headers: { ...signedHeaders, ...headers }, body, timeoutMs, signal: sim.stopping });
}

async function step(sim, [id, verb], wish) {
  const one = sim.calls.find(id);
  const verbs = {
    segment: () => one.segment(wish),
    digit: () => one.digit(String(wish.digit)),
    note: () => one.note(wish),
    end: () => one.end(wish),
    resend: () => one.resend(wish.seq),
  };
  if (!Object.hasOwn(verbs, verb)) return undefined;
  await verbs[verb]();
  return one.summary();
}

/** Routes without a parameter, as "METHOD path". @type {Record<string, (sim: Simulator, json: any, query) => any>} */
const routes = {
  'GET /sim/state': (sim) => state(sim),
  'DELETE /sim/state': (sim) => (sim.reset(), state(sim)),
  'GET /sim/settings': (sim) => sim.settings,
  'POST /sim/settings': (sim, wish) => (sim.change(wish), sim.settings),
  'POST /sim/message': (sim, wish) => sim.callbacks.message(wish),
  'POST /sim/event': (sim, wish) => sim.callbacks.event(wish),
  'POST /sim/verify': (sim, wish) => sim.callbacks.verify(wish),
  'POST /sim/greet': async (sim) => (await sim.greet(), state(sim)),
  'POST /sim/call': (sim, wish) => sim.calls.play(wish),
  'GET /sim/messages': (sim, wish, query) => messages(sim, query),
  'GET /sim/log': (sim, wish, query) => log(sim, query),
  'GET /sim/faults': (sim) => ({ faults: sim.faults.list() }),
  'POST /sim/faults': (sim, wish) => (sim.faults.add(wish), { faults: sim.faults.list() }),
  'DELETE /sim/faults': (sim) => (sim.faults.clear(), { faults: [] }),
  'POST /sim/second-reader': (sim, wish) => (sim.secondReader.behave(wish), {}),
  'POST /sim/tokens/revoke': (sim, wish) => (sim.tokens.revoke(wish.errcode), {}),
  'POST /sim/time/advance': (sim, wish) => (sim.clock.advance(wish.seconds), state(sim)),
  'POST /sim/raw': raw,
};

/** @returns {Promise<object|undefined>} undefined if there is no such call @throws {RangeError} for a bad wish */
export async function control(sim, method, url, wish) {
  const known = routes[`${method} ${url.pathname}`];
  if (known) return known(sim, wish, url.searchParams);
  const [, id, verb] = url.pathname.match(/^\/sim\/call\/([^/]+)(?:\/([a-z]+))?$/) ?? [];
  if (!id) return undefined;
  if (method === 'GET' && !verb) return sim.calls.find(id).summary();
  return method === 'POST' ? step(sim, [id, verb], wish) : undefined;
}
