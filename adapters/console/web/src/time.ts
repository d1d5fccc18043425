import type { Deadline, TicketState } from './api/types';
import { language, words } from './words';

// The service's people live in one time zone, wherever this browser is.
const timeZone = 'Asia/Shanghai';
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const day = { month: 'short', day: 'numeric' } as const;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats are costly to make and few, so each is made once. */
function format(at: number, options: Intl.DateTimeFormatOptions): string {
  const key = language.value + JSON.stringify(options);
  let found = formats.get(key);
  // British English has the day before the month and a clock of 24 hours, as the page has everywhere.
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(language.value === 'en' ? 'en-GB' : language.value, options)));
  return found.format(at);
}

function dayKey(at: number): string {
  return format(at, { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' });
}
function yearOf(at: number): string {
  return format(at, { timeZone, year: 'numeric' });
}

/** The clock today, with the day in this year, with the year otherwise. */
export function moment(ms: number, now = Date.now()): string {
  if (dayKey(ms) === dayKey(now)) return format(ms, { timeZone, ...clock });
  return yearOf(ms) === yearOf(now) ? dayAndTime(ms) : format(ms, { timeZone, year: 'numeric', ...day, ...clock });
}

/** Like moment(), but always with the day. */
export function dayAndTime(ms: number): string {
  return format(ms, { timeZone, ...day, ...clock });
}

/** The day with its weekday. */
export function dayOf(ms: number): string {
  return format(ms, { timeZone, ...day, weekday: 'short' });
}

/** Minutes since midnight as a clock shows them; past midnight, the next day's. */
export function clockTime(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

/** The name of a day written as YYYY-MM-DD. */
export function dayName(text: string): string {
  return text ? format(Date.parse(text + 'T00:00:00Z'), { timeZone: 'UTC', ...day }) : '';
}

/** A number, or with `style: 'percent'` a share, as the language writes it. */
export function number(value: number, options: Intl.NumberFormatOptions = {}): string {
  return value.toLocaleString(language.value, options);
}

/** The day `count` days after (or before) a day written as YYYY-MM-DD. */
export function shiftDay(day: string, count: number): string {
  return new Date(Date.parse(day + 'T00:00:00Z') + count * 86_400_000).toISOString().slice(0, 10);
}

/** A span in the two largest units that matter. */
export function span(ms: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(ms) / 60_000));
  if (minutes < 60) return words.time.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return words.time.hours(hours, hours < 10 ? minutes % 60 : 0);
  return words.time.days(Math.floor(hours / 24), hours % 24);
}

export type DeadlineStatus = { mark: 'met' | 'met_late' | 'missed' | 'soon' | 'left' | 'stopped'; text: string };

const soonMs = 60 * 60_000;

/** Over: nothing more is promised. Paused: the clock stands still. */
export function stopOf(state: TicketState): 'over' | 'paused' | undefined {
  if (['closed', 'merged', 'cancelled', 'out_of_scope'].includes(state)) return 'over';
  return state === 'waiting' || state === 'parked' ? 'paused' : undefined;
}

/** Where a promise stands: kept, kept late, broken, or how much time is left. */
export function statusOf(deadline: Deadline, now: number, stopped: 'over' | 'paused' | undefined): DeadlineStatus {
  const { due, met } = deadline;
  if (met !== undefined && met <= due) return { mark: 'met', text: words.time.met(moment(met, now)) };
  if (met !== undefined) return { mark: 'met_late', text: words.time.metLate(moment(met, now), span(met - due)) };
  if (stopped === 'over') return { mark: 'stopped', text: words.time.closed };
  if (due <= now) return { mark: 'missed', text: words.time.late(span(now - due)) };
  if (stopped === 'paused') return { mark: 'stopped', text: words.time.paused };
  return { mark: due - now < soonMs ? 'soon' : 'left', text: words.time.left(span(due - now)) };
}
