// The README's first conversation in a real browser: sandbox and console of a whole Warmline side by side.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World, demo, story } from '../system/harness.mjs';
import { launch, picture, tab } from './browser.mjs';

const names = { requester: /陈先生/, partner: /林干事/, wang: /王同学/, li: /李同学/, expert: /周老师/, caller: /来电人|热线/ };
let world, browser, sandbox, console_;

before(async () => {
  world = await new World().start();
  await world.greeted();
  browser = await launch();
  sandbox = await tab(browser, 'desk');
  await sandbox.page.goto(world.sim);
  await sandbox.page.getByText('已连接').waitFor();
  console_ = await tab(browser, 'desk');
  await console_.page.goto(world.url);
  await console_.page.getByLabel('账号').fill('demo');
  await console_.page.getByLabel('密码', { exact: true }).fill(world.password);
  await console_.page.keyboard.press('Enter');
  await console_.page.getByRole('navigation', { name: '主导航' }).waitFor();
});
after(async () => {
  await browser?.close();
  await world?.stop();
});

const column = (who) => sandbox.page.getByRole('region', { name: who });
async function say(who, text) {
  const box = column(who).getByRole('textbox');
  await box.fill(text);
  await box.press('Enter');
}
const hears = (who, text) => column(who).getByText(text).last().waitFor();

test('the husband writes, and both needs come back with one question', async () => {
  await say(names.requester, story);
  await hears(names.requester, /长者照护.*单号/s);
  await hears(names.requester, /学业辅导.*单号/s);
  await picture(sandbox.page, 'story-1-asked');
  await say(names.requester, '明天晚上七点以后');
});

test('the partner accepts, the first tutor declines, the second one comes', async () => {
  await hears(names.partner, /新任务：长者照护/);
  await say(names.partner, '接单');
  await hears(names.requester, /林干事接下了/);
  await hears(names.wang, /新任务：学业辅导/);
  await say(names.wang, '拒绝 今晚有课');
  await hears(names.li, /新任务：学业辅导/);
  await say(names.li, '接单');
  await hears(names.requester, /李同学接下了/);
  await picture(sandbox.page, 'story-2-accepted');
});

test('the partner completes, the husband rates', async () => {
  await say(names.partner, '完成 已陪老人看过医生');
  await hears(names.requester, /怎么样/);
  await say(names.requester, '满意');
  await hears(names.requester, /谢谢|感谢/);
  await picture(sandbox.page, 'story-3-rated');
});

test('the console shows it live: the ledger of the day and the ticket’s history', async () => {
  const { page } = console_;
  const table = page.getByRole('table');
  await table.getByRole('rowheader', { name: '长者照护' }).waitFor();
  await table.getByRole('rowheader', { name: '学业辅导' }).waitFor();
  await picture(page, 'story-4-ledger');
  const api = await world.signIn();
  const { items } = await api('/tickets');
  const eldercare = items.find((one) => one.need === 'living.eldercare');
  await page.goto(`${world.url}/tickets/${eldercare.id}`);
  await page.getByText('已陪老人看过医生').filter({ visible: true }).first().waitFor();
  await picture(page, 'story-5-ticket');
  assert.deepEqual(console_.problems, []);
  assert.deepEqual(sandbox.problems, []);
});

test('a call with key 3 becomes a ticket, too', async () => {
  const phone = column(names.caller);
  await phone.getByRole('button', { name: '拨打 12355' }).click();
  await phone.getByRole('button', { name: /按 3/ }).click();
  await phone.getByRole('textbox').fill('家里老人没人照顾，能不能来个人帮忙');
  await phone.getByRole('textbox').press('Enter');
  await phone.getByRole('button', { name: '挂断' }).click();
  await phone.getByText('通话结束').waitFor();
  const { page } = console_;
  await page.goto(`${world.url}/tickets`);
  await page.getByText('黄女士').first().waitFor();
  await picture(page, 'story-6-tickets');
});
