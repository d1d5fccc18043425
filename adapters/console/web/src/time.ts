import type { Deadline, TicketState } from './api/types';
import { words } from './words';

// The service's people live in one time zone, wherever this browser is.
const timeZone = 'Asia/Shanghai';
const parts = new Intl.DateTimeFormat('zh-CN', {
  timeZone,
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function fields(ms: number): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(ms).map(({ type, value }) => [type, value]));
}

/** "14:05" today, "11月24日 14:05" in this year, with the year otherwise. */
export function moment(ms: number, now = Date.now()): string {
  const at = fields(ms);
  const today = fields(now);
  const clock = `${at.hour}:${at.minute}`;
  if (at.year === today.year && at.month === today.month && at.day === today.day) return clock;
  const day = `${at.month}月${at.day}日`;
  return at.year === today.year ? `${day} ${clock}` : `${at.year}年${day} ${clock}`;
}

/** Like moment(), but always with the day. */
export function dayAndTime(ms: number): string {
  const at = fields(ms);
  return `${at.month}月${at.day}日 ${at.hour}:${at.minute}`;
}

/** "11月25日" of a day written as YYYY-MM-DD. */
export function dayName(day: string): string {
  const [, month, date] = day.split('-').map(Number);
  return `${month}月${date}日`;
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
