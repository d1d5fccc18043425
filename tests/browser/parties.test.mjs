// Who shares a ticket, on its page: what each organisation sees and may do, and the ruling after too many returns.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { barriers, fits, ownBrowser, picture, tab } from './browser.mjs';
import { fakeNow, signIn, startFakeServer } from './fake-server.mjs';

const browser = ownBrowser();

for (const size of ['phone', 'desk']) {
  describe(`organisations on a ${size}`, () => {
    let server, context, page, problems;

    beforeEach(async () => {
      server = await startFakeServer();
      await server.play('share/10301');
      ({ context, page, problems } = await tab(browser, size, fakeNow));
    });
    afterEach(async () => {
      await context.close();
      await server.stop();
      assert.deepEqual(problems, []);
    });

    async function open(name) {
      await page.goto(server.url);
      await signIn(page, name);
      await page.goto(`${server.url}/tickets/10301`);
      await page.getByRole('heading', { name: '现场志愿力量' }).waitFor();
    }
    const parties = () => page.locator('section', { has: page.getByRole('heading', { name: '参与机构' }) });
    const line = (name) => parties().getByRole('listitem').filter({ hasText: name });

    it('shows who cooperates its own part, and lets it report that done', async () => {
      await open('lin');
      await parties().getByText('您的机构在这张工单里只有自己的一部分').waitFor();
      await line('广州团市委').getByText('牵头').waitFor();
      await line('深圳团市委').getByText('配合').waitFor();
      await line('深圳团市委').getByText(/前办好/).waitFor();
      assert.equal(await page.getByRole('button', { name: '变更状态' }).count(), 0, 'only who leads moves it');
      assert.ok(await fits(page), 'the page sticks out');
      assert.deepEqual(await barriers(page), []);
      await picture(page, `parties-${size}`);
      assert.equal(await page.getByRole('button', { name: '归到家庭' }).count(), 0, 'nor has it to do with the family');
      assert.equal(await page.getByRole('heading', { name: '对话' }).count(), 0, 'or hears what else was said');
      await line('深圳团市委').getByRole('button', { name: '报办结' }).click();
      const dialog = page.getByRole('dialog', { name: '深圳团市委的部分办好了' });
      await dialog.getByLabel('办了什么（必填）').fill('派了两名志愿者');
      await dialog.getByRole('button', { name: '报办结' }).click();
      await line('深圳团市委').getByText(/已办好/).waitFor();
      await line('深圳团市委').getByText('派了两名志愿者').waitFor();
    });

    it('asks who leads to let it go, who does so', async () => {
      await open('lin');
      await line('深圳团市委').getByRole('button', { name: '请求退回' }).click();
      const asks = page.getByRole('dialog', { name: '请求退回深圳团市委的部分' });
      await asks.getByLabel('原因（必填）').fill('人手不够');
      await asks.getByRole('button', { name: '请求退回' }).click();
      await line('深圳团市委').getByText('请求退回').first().waitFor();
      await context.clearCookies();
      await open('chen');
      await line('深圳团市委').getByText('人手不够').waitFor();
      await line('深圳团市委').getByRole('button', { name: '请其退出' }).click();
      const dialog = page.getByRole('dialog', { name: '深圳团市委不再参与' });
      await dialog.getByLabel('原因（必填）').fill('另找人手');
      await dialog.getByRole('button', { name: '请其退出' }).click();
      await line('深圳团市委').waitFor({ state: 'detached' });
    });

    it('is ruled by the root when it was returned too often', async () => {
      await server.play('bounce/10301');
      await open('chen');
      await page.getByText('退单次数超过了上限').first().waitFor();
      await page.getByRole('button', { name: '裁定由谁办' }).click();
      const dialog = page.getByRole('dialog', { name: '裁定由谁办' });
      await dialog.locator('.el-select').click();
      await page.getByRole('option', { name: '深圳团市委' }).click();
      await dialog.getByLabel('原因（必填）').fill('就近办');
      await picture(page, `ruling-${size}`);
      await dialog.getByRole('button', { name: '裁定由深圳团市委办' }).click();
      await page.getByText('已裁定，不能再退').waitFor();
      await page.getByText('裁定由深圳团市委办理，不能再退').waitFor();
    });
  });
}
