/** A stand-in for Warmline and a running simulator, for the tests of the simulator itself. */
import http from 'node:http';
import { createRequire } from 'node:module';
import { demoAccount } from '../lib/defaults.mjs';
import { listen } from '../lib/server.mjs';
import { Simulator } from '../lib/simulator.mjs';

/** The receiving side is node-easywechat: neither our code nor the library that the simulator sends with. */
const Encryptor = createRequire(import.meta.url)('node-easywechat/dist/Core/Encryptor');
export const peer = new Encryptor(demoAccount.appId, demoAccount.token, demoAccount.aesKey, demoAccount.appId);

/**
 * Starts both; ends both when the test is over.
 * @param {import('node:test').TestContext} test
 * @param {(request: {path: string, query: object, headers: object, body: string}) => {status?: number, body?: string,
 *         delayMs?: number}} handler  what Warmline answers; may be replaced through the result's `handler`
 */
export async function startBoth(test, handler = () => ({ body: '' }), options = {}) {
  const both = { seen: [], handler };
  const server = http.createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url, 'http://warmline');
    const seen = {
      method: request.method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    if (url.pathname !== '/readyz') both.seen.push(seen);
    const { status = 200, body = '', delayMs = 0 } = await both.handler(seen);
    setTimeout(() => response.writeHead(status).end(body), delayMs);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { settings, ...rest } = options;
  both.sim = new Simulator({
    ...rest,
    settings: {
      warmline: `http://127.0.0.1:${server.address().port}`,
      mode: 'plain',
      retryPauseMs: 0,
      hotlineRetryMs: [1],
      ...settings,
    },
  });
  const { address, close } = await listen(both.sim);
  test.after(async () => {
    await close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  both.address = address;
  both.ask = async (method, path, body) => {
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    const response = await fetch(address + path, { method, body: text });
    return { status: response.status, json: await response.json() };
  };
  both.post = async (path, body) => (await both.ask('POST', path, body)).json;
  both.get = async (path) => (await both.ask('GET', path)).json;
  both.token = async () => {
    const query = `grant_type=client_credential&appid=${demoAccount.appId}&secret=s`;
    return (await both.get(`/cgi-bin/token?${query}`)).access_token;
  };
  both.send = async (openid, content, token) => {
    const path = `/cgi-bin/message/custom/send?access_token=${token ?? (await both.token())}`;
    return (await both.post(path, { touser: openid, msgtype: 'text', text: { content } })).errcode;
  };
  return both;
}

export function textReply(openid, content, createTime = Math.floor(Date.now() / 1000)) {
  const cdata = (text) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
  return (
    `<xml><ToUserName>${cdata(openid)}</ToUserName><FromUserName>${cdata(demoAccount.ghId)}</FromUserName>` +
    `<CreateTime>${createTime}</CreateTime><MsgType>${cdata('text')}</MsgType><Content>${cdata(content)}</Content></xml>`
  );
}
