/** Builds the page from the simulator's state, then follows what happens. */
import { follow, get } from './api.mjs';
import { Chat } from './chat.mjs';
import { Phone } from './phone.mjs';
import { SettingsDrawer } from './settings.mjs';

const byId = (id) => document.getElementById(id);
/** By openid or telephone number. @type {Map<string, import('./column.mjs').Column>} */
const columns = new Map();
const phones = [];
let lastSeq = 0;
let refreshing;

const sight = new IntersectionObserver(
  (sightings) => {
    for (const { target, intersectionRatio } of sightings) {
      [...columns.values()].find(({ section }) => section === target).seen = intersectionRatio > 0.6;
    }
  },
  { root: byId('stage'), threshold: [0, 0.6, 0.61, 1] },
);

function add(key, column) {
  columns.set(key, column);
  byId('stage').append(column.section);
  byId('cast').append(column.tab);
  sight.observe(column.section);
  return column;
}

/** The column of somebody who writes; made when it is somebody new. */
function chatOf(openid) {
  return columns.get(openid) ?? add(openid, new Chat({ openid, name: openid }));
}

function build({ personas, hotline, consoleUrl }) {
  for (const persona of personas) {
    if (persona.openid) add(persona.openid, new Chat(persona));
    else if (persona.phone) phones.push(add(persona.phone, new Phone(persona, hotline.id)));
  }
  if (consoleUrl) Object.assign(byId('console'), { href: consoleUrl, hidden: false });
}

function take(entry) {
  if (entry.kind === 'reset') {
    for (const column of columns.values()) column.clear();
    return;
  }
  if (entry.seq <= lastSeq) return;
  lastSeq = entry.seq;
  if (entry.kind === 'message' || entry.kind === 'typing') chatOf(entry.openid).take(entry);
  if (entry.kind === 'call') phones.find(({ persona }) => persona.phone === entry.from)?.take(entry);
  if (entry.kind === 'hotline') phones.forEach((phone) => phone.mark(entry));
  if (entry.kind === 'message') refreshSoon();
}

/** Reads again how many messages each person may still get; at most a few times a second. */
function refreshSoon() {
  refreshing ??= setTimeout(async () => {
    refreshing = undefined;
    const { contacts } = await get('state');
    for (const contact of contacts) if (columns.has(contact.openid)) columns.get(contact.openid).contact = contact;
  }, 250);
}

/** Catches up with what was missed, at the start and after a break. */
async function catchUp() {
  const first = lastSeq === 0;
  const { entries, last } = await get(`log?since=${lastSeq}`);
  if (last < lastSeq) location.reload();
  entries.forEach(take);
  if (first) for (const column of columns.values()) column.markRead();
  refreshSoon();
}

async function start() {
  build(await get('state'));
  const drawer = new SettingsDrawer(byId('settings'), refreshSoon);
  byId('open-settings').addEventListener('click', () => drawer.open());
  // What arrives while catching up waits, so that nothing is shown out of order.
  let waiting = [];
  follow({
    entry: (entry) => (waiting ? waiting.push(entry) : take(entry)),
    state: async (connected) => {
      byId('link').textContent = connected ? '已连接' : '连接中断，正在重连…';
      byId('link').classList.toggle('off', !connected);
      if (!connected) return void (waiting ??= []);
      await catchUp();
      waiting.forEach(take);
      waiting = undefined;
    },
  });
}

start().catch((error) => {
  byId('link').textContent = error.message;
});
