// Many like needs as one, and surge mode, over an invented service, at the width of a phone and of a desk.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { barriers, fits, ownBrowser, picture } from './browser.mjs';
import { ownService, signIn } from './fake-server.mjs';

const browser = ownBrowser();

for (const size of ['phone', 'desk']) {
  describe(`incidents on a ${size}`, () => {
    let server, page;
    const shot = (name) => picture(page, `${name}-${size}`);
    const open = async (name = 'chen') => {
      await signIn(page, name);
      await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: /群体/ }).click();
      await page.getByRole('heading', { level: 1, name: '群体事件' }).waitFor();
    };

    ownService(browser, size, (own) => {
      ({ server, page } = own);
    });

    it('proposes, makes one, takes out, links and ends', async () => {
      await open();
      await page.getByText('没有群体事件').waitFor();
      await server.play('mass');
      await page.getByRole('heading', { name: '荔湾区 4 户：就医用药' }).waitFor();
      await page.getByText('看这 4 张工单').click();
      await page.getByText('婆婆的胰岛素用完了').waitFor();
      assert.ok(await fits(page), 'the proposal sticks out');
      assert.deepEqual(await barriers(page), []);
      await shot('incident-proposed');

      await page.getByRole('button', { name: '当成一件事' }).click();
      const making = page.getByRole('dialog', { name: '当成一件事来办' });
      await making.getByLabel(/告诉大家的话/).fill('荔湾的药店已联系好，今晚统一送。');
      await making.locator('label').filter({ hasText: '10204' }).click();
      await making.getByText('归到一起的工单（3）').waitFor();
      assert.deepEqual(await barriers(page), []);
      await shot('incident-make');
      await making.getByRole('button', { name: '当成一件事' }).click();
      await making.waitFor({ state: 'hidden' });
      const one = page.getByRole('region', { name: '正在办的群体事件' });
      await one.getByText('已告诉大家：荔湾的药店已联系好，今晚统一送。').waitFor();
      await one.getByText('还有 2 张同样的工单没有归进来').waitFor();

      await one.getByText('看这 3 张工单').click();
      await one.getByRole('button', { name: '把工单 10201 拿出来' }).click();
      const taking = page.getByRole('dialog', { name: '把工单 10201 拿出来' });
      await taking.getByLabel(/原因/).fill('要的是另一种药');
      await taking.getByRole('button', { name: '拿出来' }).click();
      await one.getByText('还有 3 张同样的工单没有归进来').waitFor();
      await shot('incident-open');
      await one.getByRole('button', { name: '归进来' }).click();
      await one.getByText('看这 5 张工单').waitFor();

      await one.getByRole('button', { name: '结束' }).click();
      const ending = page.getByRole('dialog', { name: '结束这件事' });
      await ending.getByText('一起办结，结果告诉每位诉求人').click();
      await ending.getByRole('textbox', { name: /结果/ }).fill('药已全部送到');
      await shot('incident-end');
      await ending.getByRole('button', { name: '结束' }).click();
      await page.getByText('没有群体事件').waitFor();
      await page.goto(`${server.url}/tickets/10202`);
      await page.getByText('归入群体事件').first().waitFor();
    });

    it('is one switch with a reason, and every page says that it is on', async () => {
      await open();
      await page.getByText('应急模式没有打开').waitFor();
      await page.getByRole('button', { name: '打开应急模式' }).click();
      const dialog = page.getByRole('dialog', { name: '打开应急模式' });
      assert.equal(await dialog.getByRole('button', { name: '打开应急模式' }).isDisabled(), true, 'a reason is needed');
      await dialog.getByLabel(/原因/).fill('今晚电话打不进来');
      await shot('surge-switch');
      await dialog.getByRole('button', { name: '打开应急模式' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await page.getByRole('status').filter({ hasText: '今晚电话打不进来' }).waitFor();
      assert.ok(await fits(page), 'the page sticks out');
      assert.deepEqual(await barriers(page), []);
      await shot('surge-on');
      for (const path of ['/', '/tickets', '/households', '/calls']) {
        await page.goto(server.url + path);
        await page.getByRole('status').filter({ hasText: '应急模式已打开' }).waitFor();
      }
      await shot('surge-elsewhere');
    });

    it('changes which districts are served and sealed, with a reason', async () => {
      await open();
      const card = page.getByRole('region', { name: '服务范围和封控区' });
      await card.getByText('所有的区都服务').waitFor();
      await card.getByText('按工作方案，没有改过').waitFor();
      await card.getByRole('button', { name: '修改' }).click();
      const dialog = page.getByRole('dialog', { name: '修改服务范围和封控区' });
      const choose = async (label, name) => {
        await dialog.getByRole('combobox', { name: label }).fill(name);
        const option = page.getByRole('option', { name }).locator('visible=true');
        await option.click();
        await dialog.getByText('马上对整个系统生效').click();  // the list of a choice of many stays open
        await option.waitFor({ state: 'hidden' });
      };
      await choose('服务的区', '荔湾区');
      await choose('封控的区', '南山区');
      const confirm = dialog.getByRole('button', { name: '改为这样' });
      assert.equal(await confirm.isDisabled(), true, 'a reason is needed');
      await dialog.getByLabel(/原因/).fill('先办荔湾，南山封控');
      assert.deepEqual(await barriers(page), []);
      await shot('bounds-change');
      await confirm.click();
      await dialog.waitFor({ state: 'hidden' });
      await card.getByText(/由 chen 改 · 先办荔湾，南山封控/).waitFor();
      await card.getByText('荔湾区').waitFor();
      await card.getByText('南山区').waitFor();
      assert.ok(await fits(page), 'the page sticks out');
      assert.deepEqual(await barriers(page), []);
      await shot('bounds-changed');
    });

    it('is no switch for who coordinates a city, who reads it all the same', async () => {
      await server.play('mass');
      await open('lin');
      await page.getByText('没有群体事件').waitFor();
      assert.equal(await page.getByRole('button', { name: '打开应急模式' }).count(), 0);
      await page.getByRole('region', { name: '服务范围和封控区' }).getByText('所有的区都服务').waitFor();
      assert.equal(await page.getByRole('button', { name: '修改' }).count(), 0);
    });
  });
}
