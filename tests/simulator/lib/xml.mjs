/** The platform's XML, read and written by fast-xml-parser so that no code is shared with what is tested. */
import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';

const parser = new XMLParser({ parseTagValue: false, trimValues: false, ignoreAttributes: true, htmlEntities: true });
const builder = new XMLBuilder({ cdataPropName: '#cdata', format: false, suppressEmptyNode: false });

/**
 * Reads one document whose root is `<xml>`.
 * @param {string} text
 * @returns {Record<string, any>} leaves are strings, white space kept, repeated elements are arrays
 * @throws {Error} with the reason, if the text is not such a document
 */
export function readXml(text) {
  const checked = XMLValidator.validate(text);
  if (checked !== true) throw new Error(`not XML: ${checked.err.msg}`);
  if (text.replace(/<!\[CDATA\[.*?\]\]>/gs, '').includes('<!DOCTYPE')) throw new Error('a DOCTYPE is not allowed');
  const root = parser.parse(text).xml;
  if (root === undefined) throw new Error('the root element is not <xml>');
  return typeof root === 'string' ? {} : root;
}

/**
 * Writes the fields in their order: strings as CDATA, numbers and bigints bare, objects as nested elements.
 * @param {Record<string, any>} fields
 */
export function writeXml(fields) {
  return builder.build({ xml: marked(fields) });
}

function marked(fields) {
  const leaf = (value) => {
    if (typeof value === 'string') return { '#cdata': value };
    if (typeof value === 'object') return marked(value);
    return String(value);
  };
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, Array.isArray(value) ? value.map(leaf) : leaf(value)]),
  );
}
