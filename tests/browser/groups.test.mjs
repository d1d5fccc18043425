// Support groups of hospitals, over an invented service, at the width of a phone and of a desk.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { barriers, fits, ownBrowser, picture } from './browser.mjs';
import { ownService, signIn } from './fake-server.mjs';

const browser = ownBrowser();

for (const size of ['phone', 'desk']) {
  describe(`support groups on a ${size}`, () => {
    let server, page;
    const shot = (name) => picture(page, `${name}-${size}`);
    const open = async (name = 'chen') => {
      await signIn(page, name);
      await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: /支持群/ }).click();
      await page.getByRole('heading', { level: 1, name: '支持群' }).waitFor();
    };

    ownService(browser, size, (own) => {
      ({ server, page } = own);
    });

    it('proposes, opens, refuses a second one, changes the experts and closes', async () => {
      await open();
      await page.getByText('没有支持群，也没有人提出').waitFor();
      assert.deepEqual(await barriers(page), []);
      await server.play('groups');
      await page.getByRole('heading', { name: '示范区人民医院' }).waitFor();
      assert.ok(await fits(page), 'the proposal sticks out');
      await shot('group-proposed');

      await page.getByRole('button', { name: '为示范区人民医院建一个群' }).click();
      const making = page.getByRole('dialog', { name: '建一个支持群' });
      const make = making.getByRole('button', { name: '建一个群' });
      assert.equal(await make.isDisabled(), true, 'who agreed and who leads it are needed');
      await making.getByLabel(/谁同意的/).fill('高领队');
      await making.locator('label').filter({ hasText: '秦咨询师' }).click();
      await making.getByLabel(/怎么加入/).fill('找高领队要群二维码。');
      assert.equal(await making.getByLabel(/群的名称/).inputValue(), '示范区人民医院心理支持群');
      assert.deepEqual(await barriers(page), []);
      await shot('group-make');
      await make.click();
      await making.waitFor({ state: 'hidden' });
      const one = page.getByRole('article', { name: '示范区人民医院心理支持群' });
      await one.getByText('引来 2 人次').waitFor();
      await one.getByText('带群专家：秦咨询师').waitFor();
      await one.getByText('看这 2 张工单').click();
      await one.getByText('急诊科夜班的护士想有个群').waitFor();
      assert.ok(await fits(page), 'the group sticks out');
      assert.deepEqual(await barriers(page), []);
      await shot('group-open');

      await page.getByRole('button', { name: '建一个群' }).first().click();
      await making.locator('.el-select').click();
      await page.getByRole('option', { name: '示范区人民医院' }).click();
      await making.getByLabel(/谁同意的/).fill('另一位领队');
      await making.locator('label').filter({ hasText: '石老师' }).click();
      await make.click();
      await making.getByRole('alert').filter({ hasText: '已经有支持群了' }).waitFor();
      await shot('group-refused');
      await making.getByRole('button', { name: '取消' }).click();
      await making.waitFor({ state: 'hidden' });

      await server.play('expert-gone/qin');
      await page.reload();
      await one.getByText('这个群已经没有能带的专家').waitFor();
      assert.deepEqual(await barriers(page), []);
      await shot('group-unled');
      await one.getByRole('button', { name: '改一改' }).click();
      const changing = page.getByRole('dialog', { name: '改这个支持群' });
      const change = changing.getByRole('button', { name: '改一改' });
      assert.equal(await changing.getByLabel(/谁同意的/).inputValue(), '高领队');
      await changing.locator('label').filter({ hasText: '石老师' }).click();
      await changing.getByLabel(/谁同意的/).fill('');
      assert.equal(await change.isDisabled(), true, 'somebody has to agree');
      await changing.getByLabel(/谁同意的/).fill('凌护士长');
      await changing.getByLabel(/群的名称/).fill('示范区人民医院暖心群');
      assert.ok(await fits(page), 'the dialog sticks out');
      assert.deepEqual(await barriers(page), []);
      await shot('group-change');
      await change.click();
      await changing.waitFor({ state: 'hidden' });
      const renamed = page.getByRole('article', { name: '示范区人民医院暖心群' });
      await renamed.getByText('带群专家：石老师').waitFor();
      await renamed.getByText('凌护士长 同意建群').waitFor();

      await renamed.getByRole('button', { name: '结束' }).click();
      const closing = page.getByRole('dialog', { name: '结束这个支持群' });
      await closing.getByLabel(/原因/).fill('队伍回来了');
      await closing.getByRole('button', { name: '结束' }).click();
      await closing.waitFor({ state: 'hidden' });
      await page.getByText('没有支持群，也没有人提出').waitFor();
      await page.goto(`${server.url}/tickets/10221`);
      await page.getByText('告诉诉求人已有支持群').first().waitFor();
    });

    it('is read, not changed, by a leader', async () => {
      await server.play('groups');
      await open('he');
      await page.getByRole('heading', { name: '示范区人民医院' }).waitFor();
      assert.equal(await page.getByRole('button', { name: /建一个群/ }).count(), 0);
    });
  });
}
