import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { chromium } from 'playwright-core';
import { demoPersonas } from '../lib/defaults.mjs';
import { startBoth, textReply } from './support.mjs';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const skip = existsSync(executablePath) ? false : `no browser at ${executablePath}`;
const [{ openid, name }] = demoPersonas;

async function open(t, viewport) {
  const both = await startBoth(t, ({ path }) => ({
    body: path.includes('wechat') ? textReply(openid, '<b>您好</b>') : '',
  }));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  t.after(() => browser.close());
  const page = await browser.newPage({ viewport });
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(both.address);
  await page.getByText('已连接').waitFor();
  return { both, page, complaints, column: (who) => page.getByRole('region', { name: who }) };
}

test('one person writes for everybody, and words stay words', { skip }, async (t) => {
  const { both, page, complaints, column } = await open(t, { width: 1440, height: 900 });
  for (const persona of demoPersonas) await column(persona.name).waitFor();
  const box = column(name).getByRole('textbox');
  await box.fill('<img src=x onerror=alert(1)>');
  await box.press('Enter');
  await column(name).getByText('<b>您好</b>').waitFor();
  assert.match(both.seen[0].body, /<img src=x onerror=alert\(1\)>/);
  assert.equal(await column(name).locator('.list img, .list b').count(), 0);
  await column(name).getByRole('button', { name: /更多/ }).click();
  await column(name).getByRole('button', { name: '位置', exact: true }).click();
  await column(name).getByText('[位置] 广州市荔湾区昌华街').waitFor();
  assert.deepEqual(complaints, []);
});

test('somebody calls, presses a key, speaks and hangs up', { skip }, async (t) => {
  const { both, page, column } = await open(t, { width: 1440, height: 900 });
  const phone = column(/来电人/);
  await phone.getByRole('button', { name: '拨打 12355' }).click();
  await phone.getByRole('button', { name: /按 3/ }).click();
  await phone.getByRole('textbox').fill('家里老人需要有人送饭');
  await phone.getByRole('textbox').press('Enter');
  await phone.getByText('家里老人需要有人送饭').waitFor();
  await phone.getByRole('button', { name: '挂断' }).click();
  await phone.getByText('通话结束').waitFor();
  await page.waitForFunction(() => !document.querySelector('.phone .list').textContent.includes('…'));
  const events = both.seen.map(({ body }) => JSON.parse(body).event);
  const spoken = 'transcript.segment';
  assert.deepEqual(events, ['call.started', 'ivr.digit', spoken, spoken, 'call.ended']);
});

test('on a telephone there is one column at a time, and news elsewhere are counted', { skip }, async (t) => {
  const { both, page, column } = await open(t, { width: 390, height: 844 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(width, 390);
  const partner = demoPersonas.find(({ role }) => role === 'partner');
  await both.post('/sim/message', { openid: partner.openid, text: '在线' });
  assert.equal(await both.send(partner.openid, '新工单'), 0);
  const tab = page.getByRole('button', { name: new RegExp(partner.name) });
  await tab.getByLabel(/条未读/).waitFor();
  await tab.click();
  await tab.getByLabel(/条未读/).waitFor({ state: 'hidden' });
  assert.equal(await tab.getAttribute('aria-current'), 'true');
  const element = await column(partner.name).elementHandle();
  await page.waitForFunction((one) => Math.abs(one.getBoundingClientRect().x) < 1, element);
});

test('a fault is ordered from the drawer', { skip }, async (t) => {
  const { both, page } = await open(t, { width: 390, height: 844 });
  await page.getByRole('button', { name: '设置' }).click();
  const drawer = page.getByRole('dialog', { name: '设置' });
  await drawer.getByLabel('故障').selectOption({ label: 'HTTP 502' });
  await drawer.getByLabel('次数').fill('3');
  await drawer.getByRole('button', { name: '安排' }).click();
  await drawer.getByText('还有 3 次').waitFor();
  const { faults } = await both.get('/sim/faults');
  assert.deepEqual(faults, [{ api: 'custom/send', times: 3, httpStatus: 502 }]);
  await drawer.getByLabel('兼容').check();
  await drawer.getByText('已改').waitFor();
  assert.equal((await both.get('/sim/settings')).mode, 'compat');
});
