// The order over the years, as GET /api/order gives it, made into lines; and the run's before and after.
import { plain, point, scaled, signed } from '../lib/format';
import type { Result, Value } from '../lib/types';
import type { Line, Mark } from './lines';

/** First and last year of the record as the view opens it; the server has these at hand. */
export const YEARS = { first: 1990, last: 2024 } as const;

interface Sizes {
  n_eff: number;
  hhi: number;
  ray_singer: number;
  states: number;
}
interface OrderYear {
  year: number;
  sizes: Record<string, Sizes | null>;
  positions: Record<string, unknown> | null;
  by_population: Record<string, unknown> | null;
  tension: { hostile: number | null; rival: number | null; trade_inside: number | null; trade_source: string };
}
export interface OrderHistory {
  measures: Record<string, string>;
  units: Record<string, string>;
  years: OrderYear[];
  projection: { measure: string; last: number; horizon: number; held: number; median: number; low: number; high: number; history: [number, number]; method: string }[];
  notes: string[];
}

/** Short names of the measures of size; the long ones come with the data. */
const SHORT: Record<string, string> = { gdp: 'GDP', gdp_eu_as_one: 'GDP, EU one', cinc_raw: 'CINC', military: 'military', trade: 'trade' };
const DASHES = ['', '7 3', '2 3', '9 3 2 3', '4 4'];

export const shortName = (measure: string): string => SHORT[measure] ?? measure;

/** One line a measure of size. */
export function sizeLines(history: OrderHistory, what: 'n_eff' | 'ray_singer'): Line[] {
  return Object.keys(history.measures).map((measure, k) => ({
    name: shortName(measure),
    colour: k % 5,
    dash: DASHES[k % 5]!,
    points: history.years.map((y) => ({ x: y.year, y: y.sizes[measure]?.[what] ?? null })),
  }));
}

/** What stated rules say of the years ahead: the last shares held, and the trend with its 90 % interval. */
export function trendMarks(history: OrderHistory): Mark[] {
  return history.projection.map((p) => {
    const colour = Object.keys(history.measures).indexOf(p.measure) % 5;
    const at = p.last + p.horizon + colour * 0.5;
    return { x: at, y: p.median, low: p.low, high: p.high, held: p.held, colour, shape: 'full', text: `${shortName(p.measure)}: trend ${p.median.toFixed(1)}` };
  });
}

/** A number of an object that may lack it. */
const numberOf = (of: Record<string, unknown> | null, name: string): number | null => {
  const found = of?.[name];
  return typeof found === 'number' ? found : null;
};

/** A measure of positions, weighted with GDP and with population. */
export const positionLines = (history: OrderHistory, name: string): Line[] => [
  { name: 'by GDP', colour: 1, dash: '', points: history.years.map((y) => ({ x: y.year, y: numberOf(y.positions, name) })) },
  { name: 'by population', colour: 2, dash: '6 3', points: history.years.map((y) => ({ x: y.year, y: numberOf(y.by_population, name) })) },
];

/** Shares of pairs of powers, in per cent. */
export const tensionLines = (history: OrderHistory): Line[] => [
  { name: 'militarized dispute', colour: 2, dash: '', points: history.years.map((y) => ({ x: y.year, y: percent(y.tension.hostile) })) },
  { name: 'rivalry', colour: 3, dash: '6 3', points: history.years.map((y) => ({ x: y.year, y: percent(y.tension.rival) })) },
];

/** The share of trade inside blocs: a line for each source, so that a change of source is no step of a line. */
export function tradeLines(history: OrderHistory): Line[] {
  const sources = [...new Set(history.years.map((y) => y.tension.trade_source).filter(Boolean))];
  return sources.map((source, k) => ({
    name: source,
    colour: (k + 1) % 5,
    dash: DASHES[k % 5]!,
    points: history.years.map((y) => ({ x: y.year, y: y.tension.trade_source === source ? percent(y.tension.trade_inside) : null })),
  }));
}

const percent = (share: number | null): number | null => (share === null ? null : 100 * share);

/** Before and after the moves, at the end of a chart: an open and a full mark. */
export function runMarks(order: { before: Record<string, unknown>; after: Record<string, unknown> } | null, name: string, year: number, colour: number, times = 1): Mark[] {
  const before = point(order?.before[name] as Value);
  const after = point(order?.after[name] as Value);
  if (before === null || after === null) return [];
  return [
    { x: year - 0.6, y: before * times, colour, shape: 'open', text: 'before the moves' },
    { x: year + 0.6, y: after * times, colour, shape: 'diamond', text: 'after the moves' },
  ];
}

/** Shares of trade, which are told in per cent, and their changes in points. */
const OF_TRADE = new Set(['trade_inside', 'trade_covered']);
const DIGITS: Record<string, number> = { n_eff: 3, n_eff_together: 3, trade_inside: 1, trade_covered: 1 };

/** What stands in the table of the order for a measure: its words with the unit, and its numbers in that unit as texts. */
export function orderRow(order: NonNullable<Result['order']>, name: string, words: string): { label: string; before: string; after: string; change: string } {
  const share = OF_TRADE.has(name);
  const digits = DIGITS[name] ?? 4;
  const number = (of: Record<string, unknown>) => point(scaled(of[name] as Value, share ? 100 : 1));
  return {
    label: share ? `${words}, %; change in points` : words,
    before: plain(number(order.before), digits),
    after: plain(number(order.after), digits),
    change: signed(number(order.change), share ? digits + 1 : digits),
  };
}

/** Last year in which any of some lines has a number; `no data` without. */
export const lastYear = (lines: readonly Line[]): number | string =>
  Math.max(...lines.flatMap((l) => l.points.filter((p) => p.y !== null).map((p) => p.x)), 0) || 'no data';

/** Table of lines: a row a year, a column a line. */
export function lineTable(lines: readonly Line[], digits: number): (string | number | null)[][] {
  const years = [...new Set(lines.flatMap((l) => l.points.map((p) => p.x)))].sort((a, b) => a - b);
  const found = lines.map((l) => new Map(l.points.map((p) => [p.x, p.y])));
  return years
    .map((year) => [year, ...found.map((by) => round(by.get(year) ?? null, digits))])
    .filter((row) => row.slice(1).some((cell) => cell !== null));
}

const round = (value: number | null, digits: number): number | null => (value === null ? null : Number(value.toFixed(digits)));
