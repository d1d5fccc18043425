/**
 * What the simulator plays when nothing else is asked for: the demonstration account of config/demo.json and one
 * persona for each part of the story. All secrets here are public and serve on loopback only.
 */

/**
 * @typedef {object} Account  An Official Account as both sides know it.
 * @property {string} id       its name in Warmline's path, /channels/wechat/{id}
 * @property {string} appId
 * @property {string|null} secret  for the token calls; null accepts any secret that is not empty
 * @property {string} token
 * @property {string} aesKey   EncodingAESKey, 43 characters
 * @property {string} ghId     the account's own user name, ToUserName of every callback
 */

/**
 * @typedef {object} Hotline  A line of the telephone gateway.
 * @property {string} id       its name in Warmline's path, /channels/hotline/{id}, and the number called
 * @property {string} secret   key of the HMAC
 * @property {string} keyId    sent as X-Hotline-Key-Id
 */

/**
 * @typedef {object} Persona  Somebody who writes or calls.
 * @property {string} [openid] present if the persona chats
 * @property {string} [phone]  present if the persona has a telephone
 * @property {string} name
 * @property {"requester"|"partner"|"tutor"|"expert"|"coordinator"|"caller"} role
 * @property {string} [note]   one line shown under the name
 * @property {string[]} [hints] phrases offered for a tap
 */

/** @type {Account} */
export const demoAccount = {
  id: 'demo',
  appId: 'wx0123456789abcdef',
  secret: null,
  token: 'warmline-demo',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  ghId: 'gh_warmline_demo',
};

/** @type {Hotline} */
export const demoHotline = { id: '12355', secret: 'warmline-demo-hotline', keyId: 'gw-demo' };

/** Roles that serve others; at start they write one word, so that the platform lets the account write to them. */
export const helperRoles = ['partner', 'tutor', 'expert', 'coordinator'];

const helperHints = ['接单', '拒绝 今晚有课', '完成 已送到', '今日任务', '求助 联系不上家属', '休息'];

/** @type {Persona[]} */
export const demoPersonas = [
  {
    openid: 'demo-requester-chen',
    name: '陈先生（护士家属）',
    role: 'requester',
    phone: '13800001234',
    note: '天河区，妻子在武汉支援，家里有老人和四年级的孩子',
    hints: [
      '我老婆在武汉支援，家里老人没人照顾，孩子小学四年级数学跟不上，我要上夜班',
      '明天晚上七点以后',
      '进度',
      '补充：老人要低盐饮食',
      '第二条不对',
      '取消',
      '转人工',
      '满意',
      '谢谢你们',
      '我撑不下去了，不想活了',
    ],
  },
  {
    openid: 'demo-partner-lin',
    name: '林干事（手拉手）',
    role: 'partner',
    note: '与陈先生一家结对',
    hints: helperHints,
  },
  {
    openid: 'demo-tutor-wang',
    name: '王同学（数学辅导）',
    role: 'tutor',
    note: '志愿者，教小学数学',
    hints: ['拒绝 今晚有课', '接单', '完成 已上第一课', '今日任务', '休息'],
  },
  {
    openid: 'demo-tutor-li',
    name: '李同学（数学辅导）',
    role: 'tutor',
    note: '志愿者，教小学数学',
    hints: ['接单', '拒绝 这周考试', '完成 已上第一课', '今日任务', '休息'],
  },
  {
    openid: 'demo-expert-zhou',
    name: '周老师（心理专家）',
    role: 'expert',
    note: '心理热线值班专家',
    hints: ['接单', '已联系上本人', '完成 已转介医院', '求助', '今日任务'],
  },
  {
    openid: 'demo-coordinator-he',
    name: '何主任',
    role: 'coordinator',
    note: '协调员，收到逾期与无人接单的提醒',
    hints: ['收到', '今日任务', '接单', '帮助'],
  },
  {
    phone: '13800005678',
    name: '来电人 13800005678',
    role: 'caller',
    note: '拨打 12355',
    hints: ['你好，我是护士家属', '家里老人八十三岁，需要有人每天送两顿饭', '我住在荔湾区昌华街', '请尽快，谢谢'],
  },
];
