// The page of those who help, over an invented service, at the width of a phone and of a desk.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { barriers, fits, ownBrowser, picture, settlesAt } from './browser.mjs';
import { ownService, signIn } from './fake-server.mjs';

const browser = ownBrowser();

for (const size of ['phone', 'desk']) {
  describe(`those who help on a ${size}`, () => {
    let server, context, page;
    const shot = (name) => picture(page, `${name}-${size}`);
    const open = async (name = 'chen') => {
      await signIn(page, name);
      await server.play('persons');
      await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '人员' }).click();
      await page.getByRole('heading', { level: 1, name: '人员' }).waitFor();
    };
    const rows = () => page.getByRole('list', { name: '人员' }).getByRole('listitem');
    const choose = async (dialog, label, day) => {
      const field = dialog.getByRole('combobox', { name: label });
      await field.fill(day);
      await field.press('Tab');
    };
    const confirm = (dialog, name) => dialog.getByRole('button', { name, exact: true }).click();

    ownService(browser, size, (own) => {
      ({ server, context, page } = own);
    });

    it('lists in pages, searches by name, digits, work, day and licence', async () => {
      await open();
      await settlesAt(rows(), 50);
      await page.getByText('共 137 人').waitFor();
      assert.ok(await fits(page), 'the list sticks out');
      assert.deepEqual(await barriers(page), []);
      await shot('persons');
      await page.getByRole('button', { name: '加载更多' }).click();
      await settlesAt(rows(), 100);
      const search = page.getByRole('textbox', { name: '姓名，或手机尾号 4 位' });
      await search.fill('高师傅');
      await settlesAt(rows(), 1);
      await rows().getByText(/证件 .* 到期/).waitFor();
      assert.ok(!page.url().includes('%'), 'no name stands in the address');
      await search.fill('1111');
      await settlesAt(rows(), 1);
      await rows().getByText('梁小军').waitFor();
      await search.fill('没有这个人');
      await page.getByText('没有符合条件的人').waitFor();
      await page.getByRole('button', { name: '清除筛选' }).first().click();
      await settlesAt(rows(), 50);
      await page.locator('label').filter({ hasText: '证件快到期' }).click();
      await page.waitForURL(/expiring=1/);
      await page.getByText(/^共 \d{1,2} 人$/).waitFor();
      await page.locator('label').filter({ hasText: '今天休息' }).click();
      await page.waitForURL(/off=1/);
      assert.ok(await fits(page), 'the filters stick out');
      await shot('persons-filtered');
    });

    it('notes a leave that moves the next ticket, ends it, and gives the address of the calendar', async () => {
      await open();
      await server.play('open/10401');
      await page.getByRole('textbox', { name: '姓名，或手机尾号 4 位' }).fill('梁小军');
      await settlesAt(rows(), 1);
      await rows().getByRole('link').click();
      await page.getByRole('heading', { level: 1, name: '梁小军' }).waitFor();
      await page.getByRole('heading', { name: '等 TA 答复的 1 件' }).waitFor();
      await page.getByText('后备：罗干事').first().waitFor();
      assert.ok(await fits(page), 'the person sticks out');
      assert.deepEqual(await barriers(page), []);
      await shot('person');

      await page.getByRole('button', { name: '记休假' }).click();
      const noting = page.getByRole('dialog', { name: '给梁小军记休假' });
      await noting.getByText('这段时间不派新任务').waitFor();
      await choose(noting, /从哪天/, '2026-02-17');
      await choose(noting, /到哪天/, '2026-02-19');
      await noting.getByText(/还没答复的马上另派他人：生活物资配送（10401）/).waitFor();
      await noting.getByText(/许女士家由罗干事接替/).waitFor();
      await noting.getByLabel('原因').fill('考试周');
      assert.deepEqual(await barriers(page), []);
      await shot('leave-note');
      await confirm(noting, '记休假');
      await noting.waitFor({ state: 'hidden' });
      await page.getByText('考试周', { exact: true }).waitFor();
      await page.getByText('手上').first().waitFor();
      await settlesAt(page.getByRole('heading', { name: /等 TA 答复/ }), 0);
      assert.ok(await fits(page), 'the leave sticks out');
      await shot('person-away');
      await server.play('open/10402');
      await page.goto(`${server.url}/tickets/10402`);
      await page.getByText(/派给罗干事/).filter({ visible: true }).first().waitFor();
      assert.equal(await page.getByText(/派给梁小军/).count(), 0, 'not offered while on leave');

      await page.goto(`${server.url}/persons/liang`);
      await page.getByRole('button', { name: /^结束：/ }).click();
      const ending = page.getByRole('dialog', { name: '结束梁小军的休假' });
      await ending.locator('label').filter({ hasText: '提前到' }).click();
      await choose(ending, /休到哪天/, '2026-02-18');
      assert.deepEqual(await barriers(page), []);
      await shot('leave-end');
      await confirm(ending, '提前结束');
      await ending.waitFor({ state: 'hidden' });
      await page.getByText(/2月18日.*18:00/).first().waitFor();
      await page.getByRole('button', { name: /^结束：/ }).click();
      await confirm(ending, '结束休假');
      await ending.waitFor({ state: 'hidden' });
      await page.getByText('没有记下的休假').waitFor();
      await server.play('open/10403');
      await page.getByRole('heading', { name: '等 TA 答复的 1 件' }).waitFor();

      await page.getByRole('button', { name: '生成地址' }).click();
      const address = page.getByRole('textbox', { name: '日历地址' });
      assert.match(await address.inputValue(), /^https:.*\.ics$/);
      const first = await address.inputValue();
      await page.getByRole('button', { name: '换一个地址' }).click();
      const replacing = page.getByRole('dialog', { name: '换一个日历地址' });
      await replacing.getByText('旧地址马上失效').waitFor();
      await shot('calendar-replace');
      await confirm(replacing, '换一个地址');
      await replacing.waitFor({ state: 'hidden' });
      assert.notEqual(await address.inputValue(), first);
    });

    it('changes shifts and limits, and refuses what another has changed meanwhile', async () => {
      await open();
      await page.goto(`${server.url}/persons/gao`);
      await page.getByText('没有设值班时段').waitFor();
      await page.getByText(/有效到/).first().waitFor();
      const other = await context.newPage();
      await other.goto(`${server.url}/persons/gao`);
      for (const one of [page, other]) {
        await one.getByRole('button', { name: '改值班和上限' }).click();
        const dialog = one.getByRole('dialog', { name: '高师傅的值班和上限' });
        await dialog.getByRole('button', { name: '加一个时段' }).click();
        await dialog.locator('.el-select').click();
        for (const day of ['周一', '周二', '周五']) await one.getByRole('option', { name: day }).click();
        await dialog.getByText('每周值班').click();
        await dialog.getByLabel('从几点').fill('22:00');
        await dialog.getByLabel('到几点').fill('06:00');
        await dialog.getByText('到次日').waitFor();
        await dialog.getByLabel(/^同时最多几件/).fill('2');
        await dialog.getByLabel('生活物资配送').fill('1');
        if (one === page) {
          assert.deepEqual(await barriers(page), []);
          assert.ok(await fits(page), 'the dialog sticks out');
          await shot('duty');
        }
      }
      const saved = page.getByRole('dialog', { name: '高师傅的值班和上限' });
      await confirm(saved, '保存');
      await saved.waitFor({ state: 'hidden' });
      const late = other.getByRole('dialog', { name: '高师傅的值班和上限' });
      await confirm(late, '保存');
      await late.getByRole('alert').filter({ hasText: '刚刚有人改过' }).waitFor();
      await other.close();
      await page.getByText('22:00—次日 06:00').first().waitFor();
      await page.getByText(/上限 2 件/).waitFor();
      await page.getByText('生活物资配送', { exact: true }).first().waitFor();
      await page.getByText(/上限 1 件/).waitFor();
      await shot('person-duty');
    });

    it('is read, not changed, by a leader; and a squad leads from one to the other', async () => {
      await open('he');
      await page.goto(`${server.url}/persons/person-3`);
      await page.getByRole('heading', { name: '小队：青年突击一队' }).waitFor();
      await page.getByText('队长', { exact: true }).waitFor();
      assert.equal(await page.getByRole('button', { name: /记休假|改值班|生成地址/ }).count(), 0);
      await shot('person-squad');
      const links = page.getByRole('link').filter({ hasText: /小明|思雨|建国|晓彤|子轩/ });
      await links.first().click();
      await page.waitForURL((url) => /person-\d+$/.test(url.pathname) && !url.pathname.endsWith('/person-3'));
      await page.getByRole('heading', { name: '小队：青年突击一队' }).waitFor();
    });
  });
}
