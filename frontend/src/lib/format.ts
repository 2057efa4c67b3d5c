// Numbers as the command line and the report write them.
import type { Interval, Value } from './types';

export const MINUS = '\u2212';

/** The point of a number that may have an interval; null without data. */
export const point = (value: Value | undefined): number | null =>
  value === null || value === undefined ? null : typeof value === 'number' ? value : value.point;

/** The interval of a number, or null where nothing was drawn. */
export const interval = (value: Value | undefined): Interval | null =>
  value !== null && value !== undefined && typeof value === 'object' ? value : null;

/** A number and its interval in another unit. */
export function scaled(value: Value | undefined, factor: number): Value {
  const found = interval(value);
  const of = (v: number | null) => (v === null ? null : factor * v);
  return found ? { point: of(found.point), p10: of(found.p10), p90: of(found.p90), p025: of(found.p025), p975: of(found.p975) } : of(point(value));
}

/** Fixed decimals, ties to the even digit as Python rounds, so that the page and `multipolar run` print the same. */
function fixed(value: number, digits: number): string {
  const twice = value * 2 ** (digits + 1); // exact; a tie is a number whose last binary digit stands just there
  if (!Number.isInteger(twice) || twice % 2 === 0) return value.toFixed(digits);
  const up = Math.abs(value).toFixed(digits); // toFixed takes the larger of the two
  const even = Number(up.at(-1)) % 2 === 0 ? up : (Number(up) - 10 ** -digits).toFixed(digits);
  return value < 0 ? `-${even}` : even;
}

/** Fixed decimals with a true minus and separators of thousands; `no data` where there is no number. */
export function plain(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return 'no data';
  const [whole = '', part] = fixed(value, digits).replace(/^-(?=[0.]*$)/, '').replace('-', MINUS).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return part === undefined ? grouped : `${grouped}.${part}`;
}

/** The same with a plus before what rises; zero, as rounded, has no sign. */
export function signed(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined) return 'no data';
  const text = plain(value, digits);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** `(−0.4 to +0.1)` of a pair of ends. */
export const ends = (low: number | null, high: number | null, digits = 3): string =>
  low === null || high === null ? 'no interval' : `${signed(low, digits)} to ${signed(high, digits)}`;

/** A sentence of the program with true minus signs, and without one before what rounds to zero. */
export const typeset = (text: string): string => text.replace(/(?<![\w.])-(?=0\.0+(?!\d))/g, '').replace(/(?<![\w.])-(?=\d)/g, MINUS);

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

/** A multiple as people say it. */
export const times = (value: number): string => (value > 10_000 ? 'more than 10,000' : plain(value, value < 10 ? 1 : 0));

const WITH_ARTICLE = new Set(['ARE', 'BHS', 'CAF', 'COM', 'DOM', 'EU', 'GBR', 'GMB', 'MDV', 'MHL', 'NLD', 'PHL', 'SLB', 'USA']);

/** Name of a state or group inside a sentence, with its article. */
export const inText = (code: string, name: string): string => (WITH_ARTICLE.has(code) ? `the ${name}` : name);

/** A list in words: `a`, `a and b`, `a, b and c`. */
export const words = (items: string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** Seconds or milliseconds, whichever is short. */
export const lasting = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** File name from a title. */
export const slug = (title: string): string =>
  title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 60) || 'multipolar';
