// Rooms booked by date, over an invented service, at the width of a phone and of a desk.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { barriers, fits, ownBrowser, picture, tab } from './browser.mjs';
import { fakeNow, signIn, startFakeServer } from './fake-server.mjs';

const browser = ownBrowser();

for (const size of ['phone', 'desk']) {
  describe(`rooms on a ${size}`, () => {
    let server, context, page, problems;
    const shot = (name) => picture(page, `${name}-${size}`);

    beforeEach(async () => {
      server = await startFakeServer();
      ({ context, page, problems } = await tab(browser, size, fakeNow));
      await page.goto(server.url);
      await signIn(page);
    });
    afterEach(async () => {
      await context.close();
      await server.stop();
      assert.deepEqual(problems, []);
    });

    it('books on the ticket, says when it is full, moves and lets go', async () => {
      await server.play('rest');
      await page.goto(`${server.url}/tickets/10231`);
      await page.getByText('还没有订房间').waitFor();
      await page.getByRole('button', { name: '订房间' }).click();
      const dialog = page.getByRole('dialog', { name: '订休养的房间' });
      const choose = async (day) => {
        const field = dialog.getByRole('combobox', { name: /入住的日子/ });
        await field.fill(day);
        await field.press('Tab');
      };
      await dialog.getByText('最近可以从 2026-02-17 起住').first().waitFor();
      await choose('2026-02-20');
      assert.deepEqual(await barriers(page), []);
      await shot('stay-book');
      await dialog.getByRole('button', { name: '订房间' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await page.getByText('2026-02-20 入住，2026-03-06 离开').waitFor();
      await page.getByText('订了休养的房间').first().waitFor();
      assert.ok(await fits(page), 'the ticket sticks out');
      assert.deepEqual(await barriers(page), []);
      await shot('stay-ticket');

      await page.goto(`${server.url}/tickets/10232`);
      await page.getByRole('button', { name: '订房间' }).click();
      await choose('2026-02-25');
      await dialog.getByRole('button', { name: '订房间' }).click();
      await dialog.getByRole('alert').filter({ hasText: '最近可以从 2026-03-06 起住' }).waitFor();
      await shot('stay-full');
      await choose('2026-03-06');
      await dialog.getByRole('button', { name: '订房间' }).click();
      await dialog.waitFor({ state: 'hidden' });

      await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '休养' }).click();
      await page.getByRole('heading', { level: 1, name: '休养房间' }).waitFor();
      const house = page.getByRole('article', { name: '示例山疗养院' });
      await house.getByText('订了的工单（2）').click();
      await house.getByText('2026-03-06 入住').waitFor();
      assert.equal(await house.getByText('满', { exact: true }).count(), 27, 'from the fourth day on');
      assert.ok(await fits(page), 'the free rooms stick out');
      assert.deepEqual(await barriers(page), []);
      await shot('places');

      await house.getByRole('link', { name: '10231' }).click();
      await page.getByRole('button', { name: '取消房间' }).click();
      const freeing = page.getByRole('dialog', { name: '取消休养的房间' });
      await freeing.getByLabel(/原因/).fill('推迟休养');
      await freeing.getByRole('button', { name: '取消房间' }).click();
      await freeing.waitFor({ state: 'hidden' });
      await page.getByText('还没有订房间').waitFor();
    });
  });
}
