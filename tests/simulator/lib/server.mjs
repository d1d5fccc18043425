import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { control } from './control.mjs';
import { mediaFile } from './media.mjs';

const bodyBytesMax = 8 * 1024 * 1024;
const loopback = ['127.0.0.1', '::1', 'localhost'];
const pageFolder = new URL('../page/', import.meta.url);
const pageTypes = { html: 'text/html', css: 'text/css', mjs: 'text/javascript', svg: 'image/svg+xml' };
const pageRules =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'";

/**
 * Gives a simulator its socket.
 * @param {import('./simulator.mjs').Simulator} sim
 * @param {{host?: string, port?: number, consoleUrl?: string}} where  loopback only; port 0 takes a free one
 * @returns {Promise<{address: string, close: () => Promise<void>}>}
 */
export async function listen(sim, { host = '127.0.0.1', port = 0, consoleUrl } = {}) {
  if (!loopback.includes(host)) throw new RangeError('the simulator listens on loopback only');
  const server = http.createServer((request, response) => {
    route(sim, request, response, consoleUrl).catch((error) => refuse(response, error));
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  sim.address = `http://${host.includes(':') ? `[${host}]` : host}:${server.address().port}`;
  const close = () => {
    sim.stop();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    return closed;
  };
  return { address: sim.address, close };
}

async function route(sim, request, response, consoleUrl) {
  const url = new URL(request.url, sim.address);
  const path = url.pathname;
  if (path === '/healthz') return answer(response, 200, 'text/plain', 'ok');
  if (path.startsWith('/cgi-bin/')) return platform(sim, request, response, url);
  if (path === '/v1/chat/completions') return secondReader(sim, request, response);
  if (path.startsWith('/media/')) {
    const { type, bytes } = mediaFile(path.slice('/media/'.length));
    return answer(response, 200, type, bytes);
  }
  if (!path.startsWith('/sim/')) return page(path, response);
  if (request.headers.origin && request.headers.origin !== `http://${request.headers.host}`) {
    return answer(response, 403, 'text/plain', 'from another site');
  }
  if (path === '/sim/stream') return stream(sim, request, response);
  const wish = parse(await read(request));
  const result = await control(sim, request.method, url, wish);
  if (result === undefined) return json(response, 404, { error: 'no such call' });
  return json(response, 200, path === '/sim/state' ? { ...result, consoleUrl } : result);
}

async function platform(sim, request, response, url) {
  const given = await sim.platform.answer({ method: request.method, url, body: await read(request) });
  if (given.cut) return request.socket.destroy();
  if (given.file) return answer(response, 200, given.file.type, given.file.bytes);
  if (given.status) return answer(response, given.status, 'text/html', 'fault');
  return json(response, 200, given.json);
}

async function secondReader(sim, request, response) {
  const { method, headers } = request;
  const given = await sim.secondReader.answer({ method, headers, body: await read(request) });
  if (given.cut) return request.socket.destroy();
  if (given.text !== undefined) return answer(response, 200, 'application/json', given.text);
  return json(response, given.status ?? 200, given.json);
}

/** Everything that happens, as server-sent events, until either side leaves. */
function stream(sim, request, response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(': follows\n\n');
  const leave = sim.journal.follow((entry) => response.write(`id: ${entry.seq}\ndata: ${JSON.stringify(entry)}\n\n`));
  request.on('close', leave);
}

async function page(path, response) {
  const name = path === '/' ? 'index.html' : path.slice(1);
  const type = pageTypes[name.split('.').at(-1)];
  if (!type || !/^[a-z-]+\.[a-z]+$/.test(name)) return answer(response, 404, 'text/plain', 'not found');
  const bytes = await readFile(new URL(name, pageFolder)).catch(() => undefined);
  if (!bytes) return answer(response, 404, 'text/plain', 'not found');
  return answer(response, 200, type, bytes);
}

async function read(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > bodyBytesMax) throw new RangeError('body too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(bytes) {
  if (bytes.length === 0) return {};
  try {
    const value = JSON.parse(bytes.toString('utf8'));
    if (value !== null && typeof value === 'object') return value;
  } catch {
    /* told below */
  }
  throw new RangeError('the body must be a JSON object');
}

function refuse(response, error) {
  const mistake = error instanceof RangeError || error instanceof TypeError || error instanceof SyntaxError;
  if (!mistake) console.error(error);
  if (!response.headersSent) json(response, mistake ? 400 : 500, { error: error.message });
}

function json(response, status, value) {
  answer(
    response,
    status,
    'application/json',
    JSON.stringify(value, (key, one) => (typeof one === 'bigint' ? String(one) : one)),
  );
}

function answer(response, status, type, body) {
  const charset = /^text|json|javascript/.test(type) ? '; charset=utf-8' : '';
  response
    .writeHead(status, {
      'Content-Type': type + charset,
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': pageRules,
    })
    .end(body);
}
