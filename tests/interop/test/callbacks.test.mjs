// The platform's side played by independent libraries: what they send we must understand, what we answer they must open.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { libraries, readXml, signClear } from '../lib/libraries.mjs';
import { post, startPeer } from '../lib/peer.mjs';

const openId = 'oAbC1dE2fG3hI4jK5lM6nO7pQ8rS';
const official = 'gh_3c7a91b5e2d0';
const timestamp = '1715500800';
const nonce = '1320562132';
let peer;

before(async () => { peer = await startPeer('http://127.0.0.1:9'); });
after(async () => assert.equal(await peer.stop(), 0));

function callback(text, inner = `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content><MsgId>${++callback.id}</MsgId>`) {
  return `<xml><ToUserName><![CDATA[${official}]]></ToUserName><FromUserName><![CDATA[${openId}]]></FromUserName>` +
    `<CreateTime>${timestamp}</CreateTime>${inner}</xml>`;
}
callback.id = 23456789012340000n;

const clearQuery = () => ({ signature: signClear(timestamp, nonce), timestamp, nonce, openid: openId });

async function encrypted(library, xml, clearFields = '') {
  const sealed = await library.seal(xml, timestamp, nonce);
  return {
    query: { ...clearQuery(), encrypt_type: 'aes', msg_signature: sealed.signature },
    body: `<xml>${clearFields}<ToUserName><![CDATA[${official}]]></ToUserName><Encrypt><![CDATA[${sealed.encrypt}]]></Encrypt></xml>`,
  };
}

async function assertReply(xml, text) {
  const reply = await readXml(xml);
  assert.equal(reply.Content, text);
  assert.equal(reply.MsgType, 'text');
  assert.equal(reply.ToUserName, openId);
  assert.equal(reply.FromUserName, official);
  assert.ok(Math.abs(Number(reply.CreateTime) - Date.now() / 1000) < 300, 'seconds, not milliseconds');
}

const texts = ['家里老人没人照顾', '谢谢🙏🏻 👨‍👩‍👧‍👦', '<b>&amp;</b> "引号"', '一\n二', '字'.repeat(500)];

for (const mode of ['plain', 'compatible']) {
  test(`${mode}: a clear callback gets a clear reply`, async () => {
    for (const text of texts) {
      const got = await post(peer, mode, clearQuery(), callback(text));
      assert.equal(got.status, 200);
      await assertReply(got.body, `收到：${text}`);
    }
  });
}

for (const library of libraries) {
  for (const mode of ['plain', 'compatible', 'safe']) {
    test(`${mode}: ${library.name} encrypts the callback and opens the reply`, async () => {
      for (const text of texts) {
        // Compatible mode has clear fields beside Encrypt; only Encrypt counts.
        const clearFields = mode === 'compatible' ? '<Content><![CDATA[not this]]></Content>' : '';
        const { query, body } = await encrypted(library, callback(text), clearFields);
        const got = await post(peer, mode, query, body);
        assert.equal(got.status, 200);
        await assertReply(library.open(await readXml(got.body)), `收到：${text}`);
      }
    });
  }

  test(`every length of padding, sealed by ${library.name}`, async () => {
    for (let length = 1; length <= 33; length += 1) {
      const { query, body } = await encrypted(library, callback('x'.repeat(length)));
      const got = await post(peer, 'safe', query, body);
      await assertReply(library.open(await readXml(got.body)), `收到：${'x'.repeat(length)}`);
    }
  });

  test(`${library.name} can split ]]> as we do`, async () => {
    const { query, body } = await encrypted(library, callback('a]]]]><![CDATA[>b'));
    const got = await post(peer, 'safe', query, body);
    await assertReply(library.open(await readXml(got.body)), '收到：a]]>b');
  });
}

test('nothing to say is the bare word, in every mode', async () => {
  const plain = await post(peer, 'plain', clearQuery(), callback('没有话说'));
  assert.deepEqual(plain, { status: 200, body: 'success' });
  const { query, body } = await encrypted(libraries[0], callback('没有话说'));
  assert.deepEqual(await post(peer, 'safe', query, body), { status: 200, body: 'success' });
  const event = callback('', '<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[VIEW]]></Event><EventKey><![CDATA[http://a.invalid]]></EventKey>');
  assert.deepEqual(await post(peer, 'plain', clearQuery(), event), { status: 200, body: 'success' });
});

test('what the libraries would not send is refused with an empty body', async () => {
  const { query, body } = await encrypted(libraries[1], callback('你好'));
  const refused = [
    [{ ...query, nonce: '1' }, body, 401],
    [{ ...query, msg_signature: '' }, body, 401],
    [clearQuery(), callback('你好'), 401],
    [query, body.replace('<Encrypt>', '<Encrypted>').replace('</Encrypt>', '</Encrypted>'), 400],
  ];
  for (const [q, b, status] of refused) assert.deepEqual(await post(peer, 'safe', q, b), { status, body: '' });
  assert.equal((await post(peer, 'nobody', query, body)).status, 404);
});

test('the address is verified with a signature by the library', async () => {
  const query = new URLSearchParams({ ...clearQuery(), echostr: '5838479218127813673' });
  const good = await fetch(`${peer.url}/channels/wechat/safe?${query}`);
  assert.equal(await good.text(), '5838479218127813673');
  query.set('nonce', '2');
  assert.equal((await fetch(`${peer.url}/channels/wechat/safe?${query}`)).status, 401);
});
