/**
 * An OpenAI-compatible endpoint, POST /v1/chat/completions, that answers as it is told and looks at every question as
 * strictly as the real one does. Source: OpenAI API reference, "Create chat completion", "Structured outputs".
 */
const wishes = ['reading', 'content', 'refusal', 'status', 'text', 'cut', 'finishReason', 'hold'];
const held = { wanted: Symbol('still wanted'), stopped: Symbol('stopped') };

/** What keeps a schema from being taken as strict; '' if nothing does. */
function faultOf(schema, at = '#') {
  if (schema.type === 'object') {
    if (schema.additionalProperties !== false) return `${at}: additionalProperties must be false`;
    const names = Object.keys(schema.properties);
    if (names.some((name) => !schema.required?.includes(name))) return `${at}: every property must be required`;
    return names.map((name) => faultOf(schema.properties[name], `${at}/${name}`)).find(Boolean) ?? '';
  }
  return schema.type === 'array' ? faultOf(schema.items, `${at}/items`) : '';
}

/** @returns {string} what is wrong with a question; '' if nothing is */
function mistakeIn(question) {
  if (typeof question?.model !== 'string') return 'model is missing';
  const roles = question.messages?.map?.(({ role }) => role).join();
  if (roles !== 'system,user') return `messages of ${roles}`;
  const { type, json_schema: wanted } = question.response_format ?? {};
  if (type !== 'json_schema' || wanted?.strict !== true || !wanted.name) return 'no strict json_schema';
  return faultOf(wanted.schema);
}

/** A whole answer: what is left out of a reading says nothing. */
function filled(reading, schema) {
  const slots = Object.fromEntries(Object.keys(schema.properties.slots.properties).map((slot) => [slot, null]));
  return { intents: ['request'], needs: [], urgency: 'normal', ...reading, slots: { ...slots, ...reading.slots } };
}

export class SecondReader {
  #wish = { reading: { intents: ['chitchat'] } };
  #waiting = new Set();

  /** @param {import('./simulator.mjs').Simulator} sim */
  constructor(sim) {
    this.sim = sim;
  }

  /**
   * How questions are answered from now on; those that are held are answered so as well.
   * @param {object} wish  one of: reading (the answer, slots may be left out), content (the message's text as it is),
   *   refusal (the model declines), status (an error), text (a body that is no completion), cut (no answer);
   *   finishReason beside content; hold: no answer until the next wish
   */
  behave(wish) {
    const unknown = Object.keys(wish).find((name) => !wishes.includes(name));
    if (unknown) throw new RangeError(`no such wish: ${unknown}`);
    this.#wish = wish;
    if (!wish.hold) this.#release(held.wanted);
  }

  clear() {
    this.#release(held.stopped);
    this.#wish = { reading: { intents: ['chitchat'] } };
  }

  /** @returns {Promise<{status?: number, text?: string, json?: object, cut?: true}>} */
  async answer({ method, headers, body }) {
    if (method !== 'POST') return { status: 405, json: { error: { message: 'POST only' } } };
    let question;
    try {
      question = JSON.parse(body.toString('utf8'));
    } catch {
      return { status: 400, json: { error: { message: 'no JSON' } } };
    }
    const mistake = mistakeIn(question);
    const { authorization } = headers;
    this.sim.journal.add('second-reader', { body: body.toString('utf8'), authorization, mistake });
    if (mistake) return { status: 400, json: { error: { message: mistake } } };
    if (this.#wish.hold) {
      const how = await new Promise((resolve) => this.#waiting.add(resolve));
      if (how === held.stopped) return { cut: true };
    }
    return this.#told(question);
  }

  #told(question) {
    const { reading, content, refusal, status, text, cut, finishReason = 'stop' } = this.#wish;
    if (cut) return { cut: true };
    if (text !== undefined) return { text };
    if (status) return { status, json: { error: { message: 'as told' } } };
    const schema = question.response_format.json_schema.schema;
    const message = refusal
      ? { role: 'assistant', refusal, content: null }
      : { role: 'assistant', refusal: null, content: content ?? JSON.stringify(filled(reading ?? {}, schema)) };
    return {
      json: {
        id: 'chatcmpl-simulated',
        object: 'chat.completion',
        model: question.model,
        choices: [{ index: 0, message, finish_reason: finishReason }],
      },
    };
  }

  #release(how) {
    for (const resolve of this.#waiting) resolve(how);
    this.#waiting.clear();
  }
}
