// The platform's side of one callback: signs a text message, posts it, and tries again as the platform does.
import { createHash } from 'node:crypto';
import { Agent, request } from 'node:http';

/** What time the platform says it is; a test may let days pass. Unix ms. */
export const clock = { now: () => Date.now() };

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const deliveries_max = 3; // of one message in all; then the platform gives up
const answer_ms_max = 5000;

function address(url) {
  const timestamp = String(Math.floor(clock.now() / 1000));
  const nonce = String(Math.floor(Math.random() * 1e10));
  const signature = createHash('sha1').update(['warmline-demo', timestamp, nonce].sort().join('')).digest('hex');
  return `${url}/channels/wechat/demo?signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`;
}

const xmlOf = ({ openid, id, text, created }) =>
  `<xml><ToUserName><![CDATA[gh_demo]]></ToUserName><FromUserName><![CDATA[${openid}]]></FromUserName>` +
  `<CreateTime>${created}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content>` +
  `<MsgId>${id}</MsgId></xml>`;

/** One delivery. @return {status, body}; status 0 if no whole answer came */
function deliver(url, message) {
  return new Promise((resolve) => {
    const out = request(address(url), { method: 'POST', agent, timeout: answer_ms_max, headers: { 'content-type': 'text/xml' } }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode, body: Buffer.concat(parts).toString() }));
      answer.on('error', () => resolve({ status: 0, body: '' }));
    });
    out.on('timeout', () => out.destroy(new Error('timeout')));
    out.on('error', () => resolve({ status: 0, body: '' }));
    out.end(xmlOf(message));
  });
}

/**
 * Delivers a message up to three times, each try to the next of `urls`.
 * @return {text, tries, statuses}: text is the passive reply, '' for `success`, null if it was never answered
 */
export async function send(urls, message, pause_ms = 700) {
  const statuses = [];
  for (let tries = 1; ; ++tries) {
    const { status, body } = await deliver(urls[(message.id + tries) % urls.length], message);
    statuses.push(status);
    if (status === 200) return { text: body.match(/<Content><!\[CDATA\[([\s\S]*?)\]\]><\/Content>/)?.[1] ?? '', tries, statuses };
    if (tries === deliveries_max) return { text: null, tries, statuses };
    await new Promise((resolve) => setTimeout(resolve, pause_ms));
  }
}

/** Runs `work` for every item, `at_once` of them at a time. */
export async function each(items, at_once, work) {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: at_once }, async () => {
      while (queue.length > 0) await work(queue.shift());
    }),
  );
}

export const closeConnections = () => agent.destroy();
