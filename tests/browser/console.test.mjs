// The console's page over an invented service, at the width of a phone and of a desk. What is asserted is what a person
// reads and can do; the pictures in screenshots/ are for looking at.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { barriers, fits, ownBrowser, picture, settlesAt, tab } from './browser.mjs';
import { fakeNow, fakePassword, ownService, signIn, startFakeServer } from './fake-server.mjs';

const browser = ownBrowser();

for (const size of ['phone', 'desk']) {
  describe(`console on a ${size}`, () => {
    let server, context, page;
    const shot = (name) => picture(page, `${name}-${size}`);

    ownService(browser, size, (own) => {
      ({ server, context, page } = own);
    });

    it('asks who you are, says what is wrong, and lets you in', async () => {
      await page.getByRole('heading', { name: '登录暖线控制台' }).waitFor();
      await page.getByLabel('账号').fill('chen');
      await page.getByLabel('密码', { exact: true }).fill('不对的密码');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText('账号或密码不对').waitFor();
      await shot('sign-in');
      await signIn(page);
      await page.getByRole('heading', { name: /工作台账/ }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: /工作台账/ }).waitFor();
    });

    it('shows the ledger of the day, and the tickets behind a figure', async () => {
      await signIn(page);
      await page.getByRole('link', { name: '新增 6，查看工单' }).first().waitFor();
      const table = page.getByRole('table');
      await table.getByRole('rowheader', { name: '广州团市委' }).waitFor();
      await table.getByRole('rowheader', { name: '长者照护' }).waitFor();
      await page.getByText('今日主动联络：12 位联络员，已问 11 位，答复 9 位（4 位说没有需要）').waitFor();
      assert.ok(await fits(page), 'the ledger sticks out');
      await shot('ledger');
      await page.getByRole('link', { name: '新增 6，查看工单' }).first().click();
      await page.getByText('2月17日 · 新增').waitFor();
      await settlesAt(page.getByRole('list', { name: '工单列表' }).getByRole('listitem'), 6);
      await page.goBack();
      await page.getByRole('button', { name: '前一天' }).click();
      await page.getByRole('heading', { name: /2月16日/ }).waitFor();
      await page.getByRole('link', { name: '新增 4，查看工单' }).first().waitFor();
      assert.match(page.url(), /day=2026-02-16/);
    });

    it('shows how well each organisation serves', async () => {
      await signIn(page);
      await page.getByRole('link', { name: '成效' }).click();
      await page.getByRole('heading', { name: '服务成效' }).waitFor();
      const total = page.getByRole('listitem').filter({ hasText: '合计' });
      await total.getByText('满意率').waitFor();
      await total.getByText('1/1').first().waitFor();
      assert.ok(await fits(page), 'the rates stick out');
      assert.deepEqual(await barriers(page), []);
      await shot('rates');
      await page.goto(`${server.url}/rates?from=2020-01-01&to=2020-01-02`);
      await page.getByText('这段时间没有工单').waitFor();
    });

    it('lists and filters tickets, with the filters in the address', async () => {
      await signIn(page);
      await page.getByRole('link', { name: '工单', exact: true }).click();
      const list = page.getByRole('list', { name: '工单列表' });
      await list.getByText('我撑不下去了').waitFor();
      const crisis = list.getByRole('listitem').filter({ hasText: '心理危机' });
      assert.match(await crisis.innerText(), /危机/);
      assert.match(await list.innerText(), /138\*\*\*\*1234/);
      assert.doesNotMatch(await list.innerText(), /13800001234/);
      assert.ok(await fits(page), 'the list sticks out');
      await shot('tickets');
      if (size === 'phone') await page.getByRole('button', { name: /筛选/ }).click();
      await page.getByText('危机', { exact: true }).first().waitFor();
      await page.locator('label').filter({ hasText: '危机' }).click();
      await page.waitForURL(/crisis=1/);
      await list.getByRole('listitem').first().waitFor();
      await settlesAt(list.getByRole('listitem'), 1);
      await shot('tickets-filtered');
      await page.getByRole('button', { name: '清除筛选' }).first().click();
      await page.getByRole('searchbox').or(page.getByLabel('工单号或手机尾号 4 位')).first().fill('13800001234');
      await page.keyboard.press('Enter');
      await page.waitForURL(/text=1234$/);
      await settlesAt(list.getByRole('listitem'), 2);
      await page.goto(`${server.url}/tickets?need=education.tutoring`);
      await list.getByText('孩子小学四年级数学跟不上').waitFor();
      await settlesAt(list.getByRole('listitem'), 1);
      await page.goto(`${server.url}/tickets?text=77777`);
      await page.getByText('没有符合条件的工单').waitFor();
      await shot('tickets-empty');
    });

    it('tells a ticket whole', async () => {
      await signIn(page);
      await page.goto(`${server.url}/tickets/10005`);
      await page.getByRole('heading', { name: '长者照护' }).waitFor();
      const told = ['家里老人没人照顾', '示范路 12 号 3 栋 502', '签收，由 TA 承办', '居委会也能帮忙', '138 0000 1234', '按时完成'];
      for (const text of told) await page.getByText(text).first().waitFor();
      await page.locator('summary').filter({ hasText: '办成' }).click();
      await page.getByText(/开单，最晚/).last().waitFor();
      assert.ok(await fits(page), 'the ticket sticks out');
      await shot('ticket');
      await page.goto(`${server.url}/tickets/10009`);
      await page.getByText('危机').first().waitFor();
      await page.getByText('我撑不下去了').first().waitFor();
      await shot('ticket-crisis');
    });

    it('adds a note', async () => {
      await signIn(page);
      await page.goto(`${server.url}/tickets/10005`);
      await page.getByRole('button', { name: '记备注' }).click();
      await page.getByLabel('备注内容').fill('已和居委会说好，白天有人看');
      await shot('note');
      await page.getByRole('dialog').getByRole('button', { name: '记备注' }).click();
      await page.getByText('备注已记下').waitFor();
      await page.getByRole('list').getByText('已和居委会说好，白天有人看').waitFor();
    });

    it('reassigns to somebody, saying why', async () => {
      await signIn(page);
      await page.goto(`${server.url}/tickets/10010`);
      await page.getByRole('button', { name: '改派' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(/合适：/).first().waitFor();
      await dialog.getByText('唐老师').click();
      await dialog.getByLabel('为什么改派').fill('高师傅今天出车');
      assert.match(await dialog.innerText(), /派单会收回/);
      await shot('reassign');
      await dialog.getByRole('button', { name: '改派' }).click();
      await page.getByText(/正在等唐老师答复/).waitFor();
    });

    it('merges a need told twice, and splits it again', async () => {
      await server.play('open/10012');
      await server.play('open/10013');
      await signIn(page);
      await page.goto(`${server.url}/tickets/10013`);
      await page.getByRole('heading', { name: '可能重复' }).waitFor();
      await page.getByRole('link', { name: '工单 10012' }).waitFor();
      assert.ok(await fits(page), 'the ticket sticks out');
      await page.getByRole('button', { name: '合并' }).click();
      const dialog = page.getByRole('dialog');
      // Which one goes on is proposed by who has begun; here it is said.
      await dialog.locator('.el-radio', { hasText: '10012' }).click();
      await dialog.getByText(/工单 10013 会停止派单/).waitFor();
      await dialog.getByLabel('为什么是同一件事').fill('同一袋米');
      await shot('merge');
      await dialog.getByRole('button', { name: '合并' }).click();
      await page.getByText('工单 10013 已并入 10012').waitFor();
      await page.getByRole('link', { name: '已并入 10012' }).waitFor();
      await shot('merged');
      await page.getByRole('button', { name: '分开办理' }).click();
      await dialog.getByLabel('为什么不是同一件事').fill('一袋米，一袋面');
      await dialog.getByRole('button', { name: '分开办理' }).click();
      await page.getByText('已分开，重新办理').waitFor();
      await page.getByRole('heading', { name: '可能重复' }).waitFor();
    });

    it('corrects a need that was read wrongly', async () => {
      await signIn(page);
      await page.goto(`${server.url}/tickets/10005`);
      await page.getByRole('button', { name: '更正需求' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('家里老人没人照顾').waitFor();
      const act = dialog.getByRole('button', { name: /^(更正需求|改为|不是求助)/ });
      assert.ok(await act.isDisabled(), 'the new kind is missing');
      await dialog.locator('.el-select').click();
      await page.getByRole('option', { name: '就医用药' }).click();
      assert.ok(await act.isDisabled(), 'the reason is missing');
      await dialog.getByLabel('为什么更正').fill('老人要看病');
      await dialog.getByText(/时限从收到时算起/).waitFor();
      await shot('reclassify');
      await dialog.getByRole('button', { name: '改为就医用药' }).click();
      await page.getByText('已更正为“就医用药”').waitFor();
      await page.getByRole('heading', { name: '就医用药' }).waitFor();
      await page.getByText('更正：从“长者照护”改为“就医用药”').waitFor();
      assert.ok(await fits(page), 'the ticket sticks out');
      await shot('reclassified');
    });

    it('makes a ticket faster, with a reason', async () => {
      await signIn(page);
      await page.goto(`${server.url}/tickets/10004`);
      await page.getByRole('button', { name: '改快慢' }).click();
      const dialog = page.getByRole('dialog');
      const act = dialog.getByRole('button', { name: /^改/ });
      assert.ok(await act.isDisabled(), 'the tier is missing');
      await dialog.getByText('特急', { exact: true }).click();
      assert.ok(await act.isDisabled(), 'the reason is missing');
      await dialog.getByLabel('为什么改').fill('今天就要用');
      await dialog.getByText(/从收到时算起/).waitFor();
      await shot('retier');
      await dialog.getByRole('button', { name: '改为特急' }).click();
      await page.getByText('已改为“特急”').waitFor();
      await page.getByText(/时限从“.+”改为“特急”/).first().waitFor();
      assert.ok(await fits(page), 'the ticket sticks out');
    });

    it('says that it is no request, and warns before', async () => {
      await signIn(page);
      await page.goto(`${server.url}/tickets/10005`);
      await page.getByRole('button', { name: '更正需求' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.locator('.el-radio', { hasText: '不是求助' }).click();
      await dialog.getByText(/以“不受理”结束/).waitFor();
      await dialog.locator('.el-select').click();
      await page.getByRole('option', { name: '咨询政策或办法' }).click();
      await dialog.getByLabel('为什么更正').fill('只是打听');
      await shot('no-request');
      await dialog.getByRole('button', { name: '不是求助' }).click();
      await page.getByText('已更正：不是求助').waitFor();
      await page.getByText('更正：不是求助，是咨询政策或办法').waitFor();
      assert.equal(await page.getByRole('button', { name: '更正需求' }).count(), 0, 'it is over');
    });

    it('rules on more time that is asked for', async () => {
      await server.play('more-time/10005');
      await signIn(page);
      await page.goto(`${server.url}/tickets/10005`);
      await page.getByText('延期待批').waitFor();
      await page.getByRole('button', { name: '批延期' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('家属要等核酸结果').waitFor();
      await dialog.getByText('不同意', { exact: true }).click();
      assert.ok(await dialog.getByRole('button', { name: '不同意' }).isDisabled(), 'a refusal needs its reason');
      await shot('more-time');
      await dialog.getByText('同意', { exact: true }).first().click();
      await dialog.getByRole('button', { name: '同意', exact: true }).click();
      await page.getByText('已同意延期').waitFor();
      await page.getByText('已延期', { exact: true }).waitFor();
    });

    it('parks with a plan, and warns before something is lost', async () => {
      await signIn(page);
      await page.goto(`${server.url}/tickets/10004`);
      await page.getByRole('button', { name: '变更状态' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('撤销', { exact: true }).click();
      await dialog.getByText('会停止派单并收回已派出的任务').waitFor();
      await shot('move-cancel');
      await dialog.getByText('挂账', { exact: true }).click();
      await dialog.getByRole('textbox', { name: '替代办法' }).fill('先用面屏');
      await dialog.getByRole('textbox', { name: '原因' }).fill('缺货');
      assert.ok(await dialog.getByRole('button', { name: '挂账' }).isDisabled(), 'the review date is missing');
      await dialog.getByRole('combobox', { name: '复查日期' }).fill('2026-02-20');
      await page.keyboard.press('Enter');
      await shot('move-park');
      await dialog.getByRole('button', { name: '挂账' }).click();
      await page.getByText('已变更为“挂账”').waitFor();
      await page.getByText('替代办法：先用面屏').first().waitFor();
    });

    it('follows what others do, without jumping', async () => {
      await signIn(page);
      await page.getByRole('link', { name: '工单', exact: true }).click();
      const list = page.getByRole('list', { name: '工单列表' });
      await list.getByText('我撑不下去了').waitFor();
      const first = await list.getByRole('listitem').first().innerText();
      await server.play('open/10012');
      const fresh = page.getByRole('button', { name: '有 1 张新工单，点这里显示' });
      await fresh.waitFor();
      assert.equal(await list.getByRole('listitem').first().innerText(), first);
      await shot('tickets-fresh');
      await fresh.click();
      await list.getByText('家里米快没了').waitFor();
      await server.play('accept/10012');
      await list.getByRole('listitem').first().getByText('已签收').waitFor();
    });

    it('lists calls and finishes one', async () => {
      await signIn(page);
      await page.getByRole('link', { name: /电话/ }).click();
      await page.getByText('危机：请马上联系').waitFor();
      await shot('calls');
      const call = page.getByRole('listitem').filter({ hasText: '邓护士' });
      await call.getByRole('button', { name: '已联系' }).click();
      await page.getByLabel('谈了什么、接下来怎么办').fill('已告知明天到货');
      await page.getByRole('dialog').getByRole('button', { name: '已联系' }).click();
      await page.getByText('已记录').waitFor();
      await call.waitFor({ state: 'detached' });
    });

    it('shows undelivered messages', async () => {
      await signIn(page);
      await page.getByRole('link', { name: /未送达/ }).click();
      const waiting = page.getByRole('listitem').filter({ hasText: '平台不允许主动发送' });
      await waiting.getByText('对方下次来消息时自动送出').waitFor();
      await settlesAt(waiting.getByRole('button'), 0);
      await shot('parked');
    });

    it('sends an undelivered message again once that is confirmed', async () => {
      await signIn(page);
      await page.goto(`${server.url}/parked`);
      const message = page.getByRole('listitem').filter({ hasText: '护目镜正在协调' });
      await message.getByRole('button', { name: '重新发送' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('您好，护目镜正在协调').waitFor();
      await shot('parked-resend');
      await dialog.getByRole('button', { name: '取消' }).click();
      await dialog.waitFor({ state: 'hidden' });
      assert.equal(await message.count(), 1, 'nothing happens without the second click');
      await message.getByRole('button', { name: '重新发送' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '重新发送' }).click();
      await page.getByText('已重新排队发送').waitFor();
      await message.waitFor({ state: 'detached' });
      await page.goto(`${server.url}/tickets/10004`);
      await page.getByText('重新发送没能送达的消息').waitFor();
    });

    it('gives up an undelivered message with a reason', async () => {
      await signIn(page);
      await page.goto(`${server.url}/parked`);
      const message = page.getByRole('listitem').filter({ hasText: '护目镜正在协调' });
      await message.getByRole('button', { name: '不再发送' }).click();
      const dialog = page.getByRole('dialog');
      const act = dialog.getByRole('button', { name: '不再发送' });
      assert.ok(await act.isDisabled(), 'the reason is missing');
      await dialog.getByLabel('为什么不再发送').fill('已电话告知');
      await shot('parked-dismiss');
      await act.click();
      await message.waitFor({ state: 'detached' });
      await page.goto(`${server.url}/tickets/10004`);
      await page.getByText('没能送达的消息不再发送：已电话告知').waitFor();
    });

    it('confirms the draft of a call', async () => {
      await signIn(page, 'wu');
      await page.goto(`${server.url}/tickets?draft=1`);
      await page.getByRole('list', { name: '工单列表' }).getByText('草稿', { exact: true }).waitFor();
      await page.getByText('奶粉快没了').first().click();
      await page.getByText('通话草稿：还没有派单').waitFor();
      await shot('ticket-draft');
      await page.getByRole('button', { name: '确认' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('确认后立即派单').waitFor();
      await dialog.getByRole('button', { name: '确认', exact: true }).click();
      await page.getByText('确认为正式工单，时限开始计算').waitFor();
      await settlesAt(page.getByText('通话草稿：还没有派单'), 0);
      await settlesAt(page.getByRole('button', { name: '确认', exact: true }), 0);
    });

    it('puts people in crisis above all else, by word and icon', async () => {
      await signIn(page);
      for (const path of ['/', '/tickets', '/calls', '/parked']) {
        await page.goto(server.url + path);
        const panel = page.getByRole('region', { name: '危机：1 件未了结' });
        await panel.getByRole('link', { name: /心理危机 10009.*我撑不下去了/ }).waitFor();
        assert.ok(await panel.locator('svg').count(), 'an icon, not colour alone');
        const heading = await page.getByRole('heading', { level: 1 }).boundingBox();
        assert.ok((await panel.boundingBox()).y < heading.y, `${path}: it stands first`);
      }
    });

    it('speaks English when asked, and remembers', async () => {
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('heading', { name: 'Sign in to the Warmline console' }).waitFor();
      await page.getByLabel('Account').fill('chen');
      await page.getByLabel('Password', { exact: true }).fill('wrong');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText('Wrong account or password').waitFor();
      await page.getByLabel('Password', { exact: true }).fill(fakePassword);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /Ledger.*17 Feb/ }).waitFor();
      assert.equal(await page.title(), 'Ledger · Warmline');
      assert.equal(await page.locator('html').getAttribute('lang'), 'en');
      await page.reload();
      await page.getByRole('heading', { name: /Ledger/ }).waitFor();
      await page.goto(`${server.url}/tickets/10004`);
      await page.getByRole('button', { name: 'Change state' }).click();
      const dialog = page.getByRole('dialog', { name: 'Change state' });
      await dialog.getByText('Park', { exact: true }).click();
      await dialog.getByRole('combobox', { name: 'Review date' }).click();
      await page.getByRole('columnheader', { name: 'Sun' }).first().waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: '中文' }).click();
      await page.getByRole('button', { name: '变更状态' }).waitFor();
      assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
    });

    for (const language of ['zh-CN', 'en']) {
      it(`bears a busy day in ${language}`, async () => {
        await server.play('busy');
        await page.evaluate((tag) => localStorage.setItem('warmline.language', tag), language);
        await page.reload();
        await page.locator('#name').fill('chen');
        await page.locator('#password').fill(fakePassword);
        await page.keyboard.press('Enter');
        await page.locator('.holder table').waitFor();
        const found = [];
        for (const [name, path, shown] of [
          ['ledger', '/', '.holder table'],
          ['tickets', '/tickets', '.list'],
          ['ticket', '/tickets/10142', 'blockquote'],
          ['ticket-long', '/tickets/10152', 'blockquote'],
          ['calls', '/calls', 'main li.card'],
          ['parked', '/parked', 'main li.card'],
          ['drafts', '/tickets?draft=1', '.list'],
          ['rates', '/rates', '.rows li'],
          ['none', '/tickets?text=77777', '.el-empty'],
          ['failure', '/tickets/424242', '[role=alert]'],
        ]) {
          await page.goto(server.url + path);
          await page.locator(shown).first().waitFor();
          await shot(`busy-${name}-${language}`);
          if (!(await fits(page))) found.push(`${name} sticks out`);
          for (const barrier of await barriers(page)) found.push(`${name}: ${barrier}`);
        }
        assert.deepEqual(found, []);
      });
    }

    it('says what is wrong and tries again', async () => {
      await signIn(page);
      await server.play('away/on');
      await page.goto(`${server.url}/`).catch(() => undefined);
      await server.play('away/off');
      await page.goto(`${server.url}/tickets/10005`);
      await page.getByRole('heading', { name: '长者照护' }).waitFor();
      await server.play('away/on');
      await page.getByRole('link', { name: /未送达/ }).click();
      await page.getByRole('alert').getByText('服务暂时连不上数据').waitFor();
      await shot('failure');
      await server.play('away/off');
      await page.getByRole('button', { name: '重试' }).click();
      await page.getByText('平台不允许主动发送').first().waitFor();
      await page.goto(`${server.url}/tickets/424242`);
      await page.getByText('没有找到').waitFor();
    });

    it('gives a leader figures and no actions', async () => {
      await signIn(page, 'he');
      await page.goto(`${server.url}/tickets/10005`);
      await page.getByRole('heading', { name: '长者照护' }).waitFor();
      assert.equal(await page.getByRole('button', { name: /改派|变更状态|记备注/ }).count(), 0);
      assert.doesNotMatch(await page.locator('body').innerText(), /138 0000 1234/);
    });

    it('signs out', async () => {
      await signIn(page);
      await page.getByRole('button', { name: '账号' }).click();
      await page.getByText('退出登录').click();
      await page.getByRole('heading', { name: '登录暖线控制台' }).waitFor();
      await page.goto(`${server.url}/tickets`);
      await page.getByRole('heading', { name: '登录暖线控制台' }).waitFor();
    });
  });
}

describe('console by keyboard', () => {
  it('can be used without a mouse', async () => {
    const server = await startFakeServer();
    const { context, page, problems } = await tab(browser, 'desk', fakeNow);
    try {
      await page.goto(server.url);
      await page.getByLabel('账号').focus();
      await page.keyboard.type('chen');
      await page.keyboard.press('Tab');
      await page.keyboard.type(fakePassword);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /工作台账/ }).waitFor();
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.textContent), '跳到主要内容');
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
      await page.goto(`${server.url}/tickets/10005`);
      await page.getByRole('button', { name: '记备注' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), '记备注', 'focus comes back');
      assert.deepEqual(problems, []);
    } finally {
      await context.close();
      await server.stop();
    }
  });
});
