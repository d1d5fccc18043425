import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { demoAccount, demoHotline, demoPersonas } from './defaults.mjs';

export const usage = `Plays the chat platform and the telephone gateway for Warmline, on loopback only.
  --port N          port to listen on, 0 for a free one (default 0)
  --host ADDRESS    127.0.0.1, ::1 or localhost (default 127.0.0.1)
  --warmline URL    base address of the service (default http://127.0.0.1:8080)
  --mode MODE       callbacks in plain, compat or safe mode (default safe)
  --account JSON    {id, appId, secret, token, aesKey, ghId}, or a file that holds it; what is left out is the demo's
  --hotline JSON    {id, secret, keyId}, likewise
  --personas FILE   JSON list of {openid, name, role, note, hints, phone}
  --console URL     address of the coordinators' page, for a link
  --no-greet        do not let the personas follow and say that they are there
  --help`;

const spec = {
  port: { type: 'string', default: '0' },
  host: { type: 'string', default: '127.0.0.1' },
  warmline: { type: 'string', default: 'http://127.0.0.1:8080' },
  mode: { type: 'string', default: 'safe' },
  account: { type: 'string' },
  hotline: { type: 'string' },
  personas: { type: 'string' },
  console: { type: 'string' },
  'no-greet': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

/** @param {string[]} args @throws {Error} with a sentence for the user */
export function readOptions(args) {
  const { values } = parseArgs({ args, options: spec, strict: true });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new RangeError('--port must be 0 to 65535');
  const personas = values.personas ? JSON.parse(readFileSync(values.personas, 'utf8')) : demoPersonas;
  if (!Array.isArray(personas)) throw new RangeError('--personas must hold a JSON list');
  if (values.console && !/^https?:\/\//.test(values.console)) throw new RangeError('--console must be an http address');
  return {
    help: values.help,
    greet: !values['no-greet'],
    listen: { host: values.host, port, consoleUrl: values.console },
    simulator: {
      account: { ...demoAccount, ...jsonOrFile(values.account) },
      hotline: { ...demoHotline, ...jsonOrFile(values.hotline) },
      personas,
      settings: { warmline: values.warmline.replace(/\/+$/, ''), mode: values.mode },
    },
  };
}

function jsonOrFile(value) {
  if (value === undefined) return {};
  return JSON.parse(value.trimStart().startsWith('{') ? value : readFileSync(value, 'utf8'));
}
