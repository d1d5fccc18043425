import { dayAndTime, dayOf } from './time';
import { words } from './words';

// Days and clocks of people's duty are China's, wherever this browser is, and have no summer time.
const offsetMs = 8 * 3_600_000;
export const dayMinutes = 24 * 60;
/** A whole day off ends with the night behind it, as in chat. */
export const morning = 8 * 60;

/** The moment `minutes` after the midnight that begins a day written as YYYY-MM-DD. */
export function momentOf(day: string, minutes: number): number {
  return Date.parse(day + 'T00:00:00Z') - offsetMs + minutes * 60_000;
}
/** The day of a moment as YYYY-MM-DD. */
export function dayWritten(ms: number): string {
  return new Date(ms + offsetMs).toISOString().slice(0, 10);
}
function minutesOf(ms: number): number {
  return Math.floor((ms + offsetMs) / 60_000) % dayMinutes;
}

/** A leave as people say it: whole days by their names, else with the clock. */
export function leaveSpan(from: number, to: number): string {
  const end = minutesOf(to);
  if (minutesOf(from) === 0 && (end === 0 || end === morning)) {
    const last = to - (end + 1) * 60_000;
    if (last >= from) return dayWritten(from) === dayWritten(last) ? dayOf(from) : words.persons.between(dayOf(from), dayOf(last));
  }
  return words.persons.between(dayAndTime(from), dayAndTime(to));
}
