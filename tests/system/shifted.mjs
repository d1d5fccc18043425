// Lets days pass in whole processes: the time of day that they see is shifted by what a file says.
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { binary } from './harness.mjs';

export class Shift {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'warmline-shift-'));
    const path = join(this.folder, 'ms');
    writeFileSync(path, Buffer.alloc(8));
    this.file = openSync(path, 'r+');
    this.ms = 0;
    /** For every process that is to see it. */
    this.env = { LD_PRELOAD: join(dirname(binary), '..', 'lib', 'libwarmline_shifted_clock.so'), WARMLINE_SHIFT: path };
  }
  now() {
    return Date.now() + this.ms;
  }
  /** It is `moment` (Unix ms) for all of them, from one moment to the next. */
  pass(moment) {
    this.ms = Math.round(moment - Date.now());
    writeSync(this.file, Buffer.from(new BigInt64Array([BigInt(this.ms)]).buffer), 0, 8, 0);
  }
  close() {
    closeSync(this.file);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
