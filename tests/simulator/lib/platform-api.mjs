/**
 * The platform's side of the calls Warmline makes, under /cgi-bin. All answers are HTTP 200 with JSON, right or wrong,
 * unless a fault was ordered. Source: Official Account docs, "access token" and "customer service messages".
 */
import { readPlatformJson, showOf } from './custom-message.mjs';
import { pause } from './http-client.mjs';
import { isMediaId, mediaFile } from './media.mjs';

/** Refusals that the platform names by number only; the words are for whoever reads a log. */
const words = {
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40033: 'invalid charset',
  40066: 'invalid url',
  40125: 'invalid appsecret',
  41001: 'access_token missing',
  42001: 'access_token expired',
  43002: 'require POST method',
  43004: 'require subscribe',
  44004: 'empty content',
  45002: 'content size out of limit',
  45008: 'article size out of limit',
  45015: 'response out of time limit or subscription is canceled',
  45047: 'out of response count limit',
  45072: 'invalid command',
  47001: 'data format error',
};

const refusal = (errcode) => ({ errcode, errmsg: words[errcode] ?? 'error' });
const done = { errcode: 0, errmsg: 'ok' };

export class PlatformApi {
  /** @param {import('./simulator.mjs').Simulator} sim */
  constructor(sim) {
    this.sim = sim;
    this.routes = {
      '/cgi-bin/token': { method: 'GET', open: true, run: (query) => this.#token(query) },
      '/cgi-bin/stable_token': { method: 'POST', open: true, run: (query, json) => this.#stableToken(json) },
      '/cgi-bin/message/custom/send': { method: 'POST', run: (query, json) => this.#send(json) },
      '/cgi-bin/message/custom/typing': { method: 'POST', run: (query, json) => this.#typing(json) },
      '/cgi-bin/getcallbackip': { method: 'GET', run: () => ({ ip_list: ['127.0.0.1'] }) },
      '/cgi-bin/media/get': { method: 'GET', run: (query) => this.#media(query.get('media_id')) },
    };
  }

  /**
   * @param {{method: string, url: URL, body: Buffer}} request
   * @returns {Promise<{status?: number, json?: object, file?: {type: string, bytes: Buffer}, cut?: true}>}
   */
  async answer({ method, url, body }) {
    const fault = this.sim.faults.take(url.pathname);
    if (fault?.delayMs) await pause(fault.delayMs, this.sim.stopping);
    const answer = this.#spoiled(fault) ?? this.#honest(method, url, body);
    this.sim.journal.add('api', {
      path: url.pathname,
      errcode: answer.json?.errcode ?? 0,
      httpStatus: answer.status ?? 200,
      fault: fault && { ...fault },
    });
    return fault?.drop ? { cut: true } : answer;
  }

  #spoiled(fault) {
    if (!fault) return undefined;
    if (fault.drop === true) return { cut: true };
    if (fault.httpStatus) return { status: fault.httpStatus };
    return fault.errcode === undefined ? undefined : { json: refusal(fault.errcode) };
  }

  #honest(method, url, body) {
    const route = this.routes[url.pathname];
    if (!route) return { json: refusal(40066) };
    if (route.method === 'POST' && method !== 'POST') return { json: refusal(43002) };
    const tokenError = route.open ? 0 : this.sim.tokens.check(url.searchParams.get('access_token'));
    if (tokenError) return { json: refusal(tokenError) };
    const json = route.method === 'POST' ? readPlatformJson(body) : undefined;
    if (typeof json === 'number') return { json: refusal(json) };
    const result = route.run(url.searchParams, json);
    if (typeof result === 'number') return { json: refusal(result) };
    return result.bytes ? { file: result } : { json: result };
  }

  #credentials(appId, secret, grantType) {
    if (grantType !== 'client_credential') return 40002;
    if (appId !== this.sim.account.appId) return 40013;
    const wanted = this.sim.account.secret;
    return !secret || (wanted !== null && secret !== wanted) ? 40125 : 0;
  }

  #token(query) {
    const error = this.#credentials(query.get('appid'), query.get('secret'), query.get('grant_type'));
    return error || this.sim.tokens.classic();
  }

  #stableToken({ appid, secret, grant_type: grantType, force_refresh: force }) {
    return this.#credentials(appid, secret, grantType) || this.sim.tokens.stable(force === true);
  }

  #send(message) {
    const { touser: openid, msgtype: type } = message;
    if (typeof openid !== 'string' || openid === '') return 40003;
    const shown = showOf(type, message[type] ?? {});
    if (typeof shown === 'number') return shown;
    const error = this.#allowance(openid);
    if (error) return error;
    this.sim.journal.add('message', { openid, direction: 'out', via: 'custom', type, ...shown });
    return done;
  }

  #allowance(openid) {
    const { contacts, settings } = this.sim;
    const error = contacts.check(openid);
    if (!settings.rules) return contacts.knows(openid) ? 0 : error;
    if (error === 0) contacts.spend(openid);
    return error;
  }

  #typing({ touser: openid, command }) {
    if (!['Typing', 'CancelTyping'].includes(command)) return 45072;
    const error = this.sim.settings.rules ? this.sim.contacts.check(openid) : 0;
    if (error) return error;
    this.sim.journal.add('typing', { openid, on: command === 'Typing' });
    return done;
  }

  #media(id) {
    return id && isMediaId(id) ? mediaFile(id) : 40007;
  }
}
