// Numbers as the command line and the report write them.
import type { Interval, Value } from './types';

export const MINUS = '\u2212';

/** The point of a number that may have an interval; null without data. */
export const point = (value: Value | undefined): number | null =>
  value === null || value === undefined ? null : typeof value === 'number' ? value : value.point;

/** The interval of a number, or null where nothing was drawn. */
export const interval = (value: Value | undefined): Interval | null =>
  value !== null && value !== undefined && typeof value === 'object' ? value : null;

/** Fixed decimals with a true minus; `no data` where there is no number. */
export const plain = (value: number | null | undefined, digits = 3): string =>
  value === null || value === undefined ? 'no data' : value.toFixed(digits).replace(/^-(?=[0.]*$)/, '').replace('-', MINUS);

/** The same with a plus before what rises; zero, as rounded, has no sign. */
export function signed(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined) return 'no data';
  const text = plain(value, digits);
  return Number(value.toFixed(digits)) > 0 ? `+${text}` : text;
}

/** `(−0.4 to +0.1)` of a pair of ends. */
export const ends = (low: number | null, high: number | null, digits = 3): string =>
  low === null || high === null ? 'no interval' : `${signed(low, digits)} to ${signed(high, digits)}`;

/** 80 % interval in words, empty where nothing was drawn. */
export function eighty(value: Value | undefined, digits = 3): string {
  const found = interval(value);
  return found ? ends(found.p10, found.p90, digits) : '';
}

/** Whether the 80 % interval holds both signs. */
export function uncertain(value: Value | undefined): boolean {
  const found = interval(value);
  return found !== null && found.p10 !== null && found.p90 !== null && found.p10 < 0 && found.p90 > 0;
}

/** File name from a title. */
export const slug = (title: string): string =>
  title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 60) || 'multipolar';
