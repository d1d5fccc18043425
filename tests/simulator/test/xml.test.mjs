import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readXml, writeXml } from '../lib/xml.mjs';

test('what is written is read back, whatever the text', () => {
  for (const text of ['', ' blanks ', 'a ]]> b', ']]>', '&amp; <b>', '00123', '<!DOCTYPE x>', '第一行\n第二行', '👨‍👩‍👧‍👦']) {
    assert.equal(readXml(writeXml({ Content: text })).Content, text);
  }
  assert.equal(
    writeXml({ CreateTime: 1, MsgId: 23456789012340018n, Scan: { Type: 'qr' }, Gone: undefined }),
    '<xml><CreateTime>1</CreateTime><MsgId>23456789012340018</MsgId><Scan><Type><![CDATA[qr]]></Type></Scan></xml>',
  );
});

test('references outside CDATA are resolved, leaves stay strings, repeated elements are lists', () => {
  const fields = readXml('<xml>\n<A>1 &lt; 2 &#x4f60;&#22909;</A><N>007</N><L>1</L><L>2</L><E/></xml>');
  assert.equal(fields.A, '1 < 2 你好');
  assert.equal(fields.N, '007');
  assert.deepEqual(fields.L, ['1', '2']);
  assert.equal(fields.E, '');
});

test('what is not such a document is refused', () => {
  for (const text of [
    '',
    'hello',
    '{"a":1}',
    '<xml><a></xml>',
    '<html></html>',
    '<!DOCTYPE x [<!ENTITY e "hi">]><xml><a>&e;</a></xml>',
  ]) {
    assert.throws(() => readXml(text), Error, text);
  }
});
