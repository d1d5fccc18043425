import { get, post, remove } from './api.mjs';
import { button, h } from './dom.mjs';

const modes = [
  ['plain', '明文'],
  ['compat', '兼容'],
  ['safe', '安全（加密）'],
];
const calls = [
  ['custom/send', '发客服消息'],
  ['token', '取令牌'],
  ['stable_token', '取稳定令牌'],
  ['*', '任何调用'],
];
const troubles = [
  ['系统繁忙 -1', { errcode: -1 }],
  ['令牌失效 40001', { errcode: 40001 }],
  ['频率超限 45009', { errcode: 45009 }],
  ['超出 48 小时 45015', { errcode: 45015 }],
  ['HTTP 502', { httpStatus: 502 }],
  ['慢 6 秒', { delayMs: 6000 }],
  ['断开连接', { drop: true }],
  ['送到后断开', { drop: 'after' }],
];
const spans = [
  ['1 分钟', 60],
  ['24 小时', 86_400],
  ['48 小时', 172_800],
];

const select = (name, label, options) =>
  h(
    'label',
    {},
    label,
    h('select', { name }, ...options.map(([text], index) => h('option', { value: String(index) }, text))),
  );

/** The drawer in which the platform is made strict, slow or broken. */
export class SettingsDrawer {
  /** @param {HTMLDialogElement} dialog @param {() => void} changed  told after every change */
  constructor(dialog, changed) {
    this.dialog = dialog;
    this.changed = changed;
    this.said = h('p', { class: 'said', role: 'status' });
    this.faults = h('ul', { class: 'faults' });
    this.modes = modes.map(([value, label]) => this.#mode(value, label));
    this.rules = h('input', { type: 'checkbox', onchange: () => this.#change({ rules: this.rules.checked }) });
    dialog.append(
      h(
        'header',
        {},
        h('h2', { id: 'settings-title' }, '设置'),
        button('关闭', () => dialog.close()),
      ),
      h('fieldset', {}, h('legend', {}, '消息加密方式'), h('div', { class: 'row' }, ...this.modes)),
      h(
        'fieldset',
        {},
        h('legend', {}, '平台规则'),
        h('label', { class: 'check' }, this.rules, '执行 48 小时窗口和条数限制'),
        h('p', {}, '把平台的时钟拨快（只影响窗口）：'),
        h(
          'div',
          { class: 'row' },
          ...spans.map(([label, seconds]) => button(`＋${label}`, () => this.#advance(label, seconds))),
        ),
      ),
      h('fieldset', {}, h('legend', {}, '制造故障'), this.#faultForm(), this.faults),
      h(
        'fieldset',
        {},
        h('legend', {}, '其他'),
        h(
          'div',
          { class: 'row' },
          button('校验回调地址', () => this.#verify()),
          button('作废全部令牌', () => this.#run(post('tokens/revoke'), '令牌已作废')),
          button('重新问候', () => this.#run(post('greet'), '已问候')),
          button('清空沙盘', () => this.#run(remove('state'), '已清空'), { class: 'danger' }),
        ),
      ),
      this.said,
    );
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) dialog.close();
    });
  }

  async open() {
    this.said.textContent = '';
    this.dialog.showModal();
    this.draw(await get('state'));
  }

  draw({ settings, faults }) {
    this.modes.forEach((label, index) => {
      label.querySelector('input').checked = modes[index][0] === settings.mode;
    });
    this.rules.checked = settings.rules;
    this.faults.replaceChildren(
      ...faults.map(({ api, times, errcode, httpStatus, delayMs, drop }) => {
        const what = [
          errcode !== undefined && `errcode ${errcode}`,
          httpStatus && `HTTP ${httpStatus}`,
          delayMs && `慢 ${delayMs / 1000} 秒`,
          drop && '断开',
        ]
          .filter(Boolean)
          .join('、');
        return h('li', {}, `${api}：${what}，还有 ${times} 次`);
      }),
    );
    if (faults.length > 0) {
      this.faults.append(
        h(
          'li',
          {},
          button('取消全部故障', () => this.#run(remove('faults'), '故障已取消')),
        ),
      );
    }
  }

  #mode(value, label) {
    const onchange = () => this.#change({ mode: value });
    return h('label', { class: 'check' }, h('input', { type: 'radio', name: 'mode', value, onchange }), label);
  }

  #faultForm() {
    const times = h('input', { type: 'number', name: 'times', min: 1, max: 99, value: 1 });
    const onsubmit = (event) => {
      event.preventDefault();
      const { call, trouble } = event.target.elements;
      const wish = { api: calls[call.value][0], times: Number(times.value), ...troubles[trouble.value][1] };
      this.#run(post('faults', wish), '故障已安排');
    };
    return h(
      'form',
      { class: 'fault-form', onsubmit },
      select(
        'call',
        '服务调用',
        calls.map(([, label]) => [label]),
      ),
      select('trouble', '故障', troubles),
      h('label', {}, '次数', times),
      h('button', { type: 'submit' }, '安排'),
    );
  }

  #change(wish) {
    return this.#run(post('settings', wish), '已改');
  }

  #advance(label, seconds) {
    return this.#run(post('time/advance', { seconds }), `平台时钟拨快了 ${label}`);
  }

  async #verify() {
    const { ok, status } = await post('verify');
    this.said.textContent = ok ? '回调地址校验通过' : `回调地址校验不通过（HTTP ${status}）`;
  }

  async #run(doing, words) {
    try {
      await doing;
      this.said.textContent = words;
    } catch (error) {
      this.said.textContent = error.message;
    }
    this.draw(await get('state'));
    this.changed();
  }
}
