// The page of families, hand in hand, over an invented service, at the width of a phone and of a desk.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { barriers, fits, ownBrowser, picture } from './browser.mjs';
import { ownService, signIn } from './fake-server.mjs';

const browser = ownBrowser();

for (const size of ['phone', 'desk']) {
  describe(`families on a ${size}`, () => {
    let server, page;
    const shot = (name) => picture(page, `${name}-${size}`);
    const open = async (id) => {
      await page.goto(`${server.url}/households/${id}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    };

    ownService(browser, size, (own) => {
      ({ server, page } = own);
    });

    it('shows who waits for a partner and why, counted in the navigation', async () => {
      await signIn(page);
      await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: /家庭/ }).click();
      await page.getByRole('heading', { name: '手拉手家庭' }).waitFor();
      await page.getByText('宁护士家').waitFor();
      const row = page.getByRole('link', { name: /宁护士家/ });
      assert.match(await row.innerText(), /等待结对[\s\S]*没有还能结对的人/);
      assert.match(await page.getByRole('link', { name: /许女士家/ }).innerText(), /梁小军/);
      assert.ok(await fits(page), 'the list sticks out');
      assert.deepEqual(await barriers(page), []);
      await shot('families');
      await page.getByLabel('手机尾号 4 位').fill('2345');
      await page.getByText('宁护士家').waitFor({ state: 'hidden' });
      await page.getByText('许女士家').waitFor();
    });

    it('hands a family over with a note, and says what happens', async () => {
      await signIn(page);
      await open('home-xu');
      await page.getByText('梁小军').first().waitFor();
      await page.getByText('未办结').first().waitFor();
      assert.ok(await fits(page), 'the page sticks out');
      assert.deepEqual(await barriers(page), []);
      await shot('family');
      await page.getByRole('button', { name: '转交', exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('罗干事').click();
      assert.ok(await dialog.getByRole('button', { name: '转交', exact: true }).isDisabled(), 'the note is missing');
      await dialog.getByLabel('交接说明（必填）').fill('老人耳朵不好，请大声一点');
      await dialog.getByText('梁小军不再是结对人').waitFor();
      await shot('family-hand-over');
      await dialog.getByRole('button', { name: '转交', exact: true }).click();
      await page.getByText('已由罗干事结对').waitFor();
      await page.getByText('老人耳朵不好').first().waitFor();
      await page.getByText('由罗干事结对', { exact: true }).waitFor();
      await shot('family-handed-over');
    });

    it('notes how often the family wishes to be written to', async () => {
      await signIn(page);
      await open('home-xu');
      const wish = page.getByRole('combobox', { name: '主动联系' });
      await wish.press('Enter');
      await page.getByRole('option', { name: '最多 7 天一次' }).click();
      await page.getByText('记下了：急事和求助的结果照样会告诉家庭').waitFor();
      await page.reload();
      await page.getByText('最多 7 天一次').first().waitFor();
      assert.ok(await fits(page), 'the page sticks out');
      assert.deepEqual(await barriers(page), []);
    });

    it('finds no partner for the family that waits, and says so', async () => {
      await signIn(page);
      await open('home-ning');
      await page.getByText('没有还能结对的人').first().waitFor();
      await page.getByRole('button', { name: '安排结对' }).click();
      await page.getByRole('dialog').getByText(/已结对1户，到了上限/).waitFor();
      await shot('family-waiting');
    });

    it('leaves a weekly service out once, pauses it with a reason, resumes and ends it', async () => {
      await signIn(page);
      await open('home-xu');
      const series = page.locator('section').filter({ has: page.getByRole('heading', { name: '定期服务' }) });
      const row = series.getByRole('listitem');
      const next = async () => /下一次 (\S+)/.exec(await row.innerText())?.[1];
      const move = async (name, reason) => {
        await row.getByRole('button', { name, exact: true }).click();
        const dialog = page.getByRole('dialog');
        const act = dialog.getByRole('button', { name, exact: true });
        if (reason) {
          assert.ok(await act.isDisabled(), 'the reason is missing');
          await dialog.getByLabel(/原因/).fill(reason);
        }
        assert.deepEqual(await barriers(page), []);
        await act.click();
        await dialog.waitFor({ state: 'hidden' });
      };
      await row.getByText(/每周/).waitFor();
      await shot('family-series');
      const before = await next();
      await move('跳过下一次');
      await row.getByText(`下一次 ${before}`).waitFor({ state: 'hidden' });
      assert.notEqual(await next(), undefined);
      await move('暂停', '一家人回老家两周');
      await row.getByRole('button', { name: '恢复', exact: true }).waitFor();
      await page.getByText('一家人回老家两周').first().waitFor();
      assert.ok(await fits(page), 'the paused series sticks out');
      await move('恢复');
      await row.getByRole('button', { name: '暂停', exact: true }).waitFor();
      await move('结束', '家里自己能买到菜了');
      await series.waitFor({ state: 'hidden' });
      await page.getByText('家里自己能买到菜了').first().waitFor();
    });

    it('ends a pair with a reason and says what becomes of open tickets', async () => {
      await signIn(page);
      await open('home-xu');
      await page.getByRole('button', { name: '结束结对' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('另外派人接着办').waitFor();
      await dialog.getByLabel('为什么结束（必填）').fill('医护已平安回家');
      await shot('family-end');
      await dialog.getByRole('button', { name: '结束结对' }).click();
      await page.getByText('现在没有结对人').waitFor();
      await page.getByText('与梁小军的结对结束').waitFor();
    });

    it('links a requester to a family, found by a telephone and confirmed', async () => {
      await signIn(page);
      await page.goto(`${server.url}/tickets/10009`);
      await page.getByRole('button', { name: '归到家庭' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('家里任何一位的手机尾号 4 位').fill('1234');
      await dialog.getByRole('button', { name: '查找' }).click();
      await dialog.getByText('周先生家').click();
      assert.ok(await dialog.getByRole('button', { name: '归到家庭' }).isDisabled(), 'not confirmed yet');
      await dialog.getByText('已核实是同一家人').click();
      await shot('family-link');
      await dialog.getByRole('button', { name: '归到家庭' }).click();
      await page.getByText('已归到周先生家').waitFor();
    });

    it('lets a leader look, and no more', async () => {
      await signIn(page, 'he');
      await open('home-xu');
      await page.getByText('梁小军').first().waitFor();
      assert.equal(await page.getByRole('button', { name: '转交' }).count(), 0);
      assert.match(await page.getByRole('main').innerText(), /138\*\*\*\*2345/);
    });
  });
}
