// What browser tests share: Debian's Chromium, a phone and a desk, screenshots.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const widths = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } };

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
}

/** One browser for all tests of a file: started before the first, closed after the last. */
export function ownBrowser() {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());
  return { newContext: (options) => browser.newContext(options) };
}

const folder = fileURLToPath(new URL('screenshots/', import.meta.url));
mkdirSync(folder, { recursive: true });

/** A dialog covers the window only, so then only the window is taken. */
export async function picture(page, name) {
  const fullPage = (await page.getByRole('dialog').count()) === 0;
  await page.screenshot({ path: `${folder}${name}.png`, fullPage, animations: 'disabled' });
}

/**
 * A tab of its own. `problems` gathers what the browser complains about: exceptions, blocked by the page's policy,
 * errors on the console; a test that ends must find it empty.
 * @param now  what the page takes for the present, in Unix milliseconds; timers run on
 */
export async function tab(browser, size, now) {
  const context = await browser.newContext({
    viewport: widths[size],
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    hasTouch: size === 'phone',
    isMobile: size === 'phone',
    deviceScaleFactor: 1,
  });
  const page = await context.newPage();
  if (now !== undefined) await page.clock.setFixedTime(now);
  const problems = [];
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    // An answer of 4xx or 5xx is the server's word and is shown by the page; the browser logs it all the same.
    const answered = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !answered) problems.push(message.text());
  });
  page.setDefaultTimeout(60_000);
  return { context, page, problems };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What keeps people with poor sight, or without a mouse, from using the page: contrast, names, roles (WCAG 2 A and AA). */
export async function barriers(page) {
  // What fades in has not the contrast yet that it will have.
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity),
  );
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** True if nothing sticks out at the side of the window. */
export async function fits(page) {
  return page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
}

/** Waits until `locator` finds exactly `wanted` places: what a page fetches stands in it a moment after its frame does. */
export async function settlesAt(locator, wanted, patience = 30_000) {
  const until = Date.now() + patience;
  let found = await locator.count();
  while (found !== wanted && Date.now() < until) {
    await sleep(50);
    found = await locator.count();
  }
  assert.equal(found, wanted);
}
