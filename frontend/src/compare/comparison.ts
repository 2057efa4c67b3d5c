// Scenarios side by side: the same number of each, differences from the first, and whether their ranges part.
import { interval, point, scaled } from '../lib/format';
import type { Scale } from '../lib/scales';
import type { Result, Value } from '../lib/types';

export type Range = readonly [number, number];

export interface Cell {
  value: number | null;
  /** 80 % interval where numbers were drawn, else the range over closures and elasticity sets, or a satellite's interval. */
  range: Range | null;
}
export interface Difference {
  /** Of the points. */
  value: number | null;
  /** Smallest and largest difference under the same closure or elasticity set in both; null where there is none. */
  paired: Range | null;
  /** Whether the ranges of the two have no number in common; null where one has no range. */
  apart: boolean | null;
  /** Whether all paired differences have one sign; null without them. */
  holds: boolean | null;
}
export interface Row {
  iso3: string;
  name: string;
  satellite: boolean;
  cells: Cell[];
  /** Of each scenario from the first; the first has none. */
  differences: Difference[];
}

const NOTHING: Cell = { value: null, range: null };
const times = (range: Range | null, factor: number): Range | null => (range === null ? null : [range[0] * factor, range[1] * factor]);

function drawn(value: Value | undefined): Range | null {
  const found = interval(value);
  return found && found.p10 !== null && found.p90 !== null ? [found.p10, found.p90] : null;
}

/** A variable's number of a state in a run, in the unit of its scale. */
export function cell(result: Result, scale: Scale, pole: string, iso3: string): Cell {
  const state = result.alignment?.states[iso3];
  const of = (value: Value | undefined, factor = 1): Cell => {
    const found = point(value);
    return found === null ? NOTHING : { value: found * factor, range: times(drawn(value), factor) };
  };
  switch (scale.key) {
    case 'closeness_change':
      return of(state?.closeness_change[pole], 100);
    case 'closeness':
      return of(state?.closeness[pole], 100);
    case 'alignment_change':
      return of(state?.is_pole ? null : state?.alignment_change, 100);
    case 'position':
      return of(state?.alignment);
    case 'exposure':
      return of(result.countries[iso3]?.exposure?.[pole]);
  }
  const country = result.countries[iso3];
  if (country) {
    const found = of((country as unknown as Record<string, Value>)[scale.key]);
    const range = scale.key === 'real_income_pct' ? (country.real_income_range_pct ?? null) : null;
    return { ...found, range: found.range ?? range };
  }
  const satellite = scale.key === 'real_income_pct' ? result.satellites[iso3] : undefined;
  if (!satellite) return NOTHING;
  const found = of(satellite.real_income_pct);
  return { ...found, range: found.range ?? satellite.interval_pct };
}

/** Differences of real income under the same closure or the same elasticity set in both runs. */
export function paired(a: Result, b: Result, iso3: string): Range | null {
  const found: number[] = [];
  for (const which of ['closures', 'elasticity_sets'] as const)
    for (const [name, first] of Object.entries(a[which])) {
      const one = first.real_income_pct?.[iso3];
      const other = b[which][name]?.real_income_pct?.[iso3];
      if (one !== undefined && other !== undefined) found.push(other - one);
    }
  return found.length ? [Math.min(...found), Math.max(...found)] : null;
}

function difference(results: readonly Result[], cells: readonly Cell[], k: number, scale: Scale, iso3: string): Difference {
  const [a, b] = [cells[0]!, cells[k]!];
  const value = a.value === null || b.value === null ? null : b.value - a.value;
  const between = scale.key === 'real_income_pct' ? paired(results[0]!, results[k]!, iso3) : null;
  const range: Range | null = between && value !== null ? [Math.min(between[0], value), Math.max(between[1], value)] : null;
  return {
    value,
    paired: range,
    apart: a.range && b.range ? a.range[1] < b.range[0] || b.range[1] < a.range[0] : null,
    holds: range ? range[0] > 0 || range[1] < 0 : null,
  };
}

/** All states with a number in at least one of the runs. */
export function merge(results: readonly Result[], scale: Scale, pole: string): Row[] {
  const names = new Map<string, { name: string; satellite: boolean }>();
  for (const result of results) {
    if (scale.political) for (const [iso3, state] of Object.entries(result.alignment?.states ?? {})) names.set(iso3, { name: state.name, satellite: iso3 in result.satellites });
    else {
      for (const [iso3, country] of Object.entries(result.countries)) names.set(iso3, { name: country.name, satellite: false });
      if (scale.key === 'real_income_pct') for (const [iso3, satellite] of Object.entries(result.satellites)) names.set(iso3, { name: satellite.name, satellite: true });
    }
  }
  const rows: Row[] = [];
  for (const [iso3, { name, satellite }] of names) {
    const cells = results.map((result) => cell(result, scale, pole, iso3));
    if (cells.some((c) => c.value !== null)) rows.push({ iso3, name, satellite, cells, differences: results.map((_, k) => difference(results, cells, k, scale, iso3)) });
  }
  return rows;
}

/** Rows by a column: -1 is the name, then values, then differences by their size; the missing last. */
export function sorted(rows: readonly Row[], column: { kind: 'name' | 'value' | 'difference'; at: number }, down: boolean): Row[] {
  const key = (row: Row): number | null => (column.kind === 'value' ? (row.cells[column.at]?.value ?? null) : (row.differences[column.at]?.value ?? null));
  const sign = down ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (column.kind === 'name') return sign * a.name.localeCompare(b.name);
    const [x, y] = [key(a), key(b)];
    if (x === null || y === null) return x === y ? a.name.localeCompare(b.name) : x === null ? 1 : -1;
    return sign * (x - y) || a.name.localeCompare(b.name);
  });
}

export interface Headline {
  label: string;
  unit: string;
  digits: number;
  signed: boolean;
  values: Value[];
  /** Words beside the number: whose it is. */
  words: string[];
  /** What stands where there is no number. */
  missing: string;
}

/** The lines that sum a run up, each with a number for every scenario. */
export function headlines(results: readonly Result[]): Headline[] {
  const line = (label: string, unit: string, digits: number, signed: boolean, value: (r: Result) => Value, whose?: (r: Result) => string): Headline => ({
    label, unit, digits, signed, values: results.map(value), words: results.map(whose ?? (() => '')), missing: whose ? 'nobody' : 'no data',
  });
  const order = (name: string, when: 'after' | 'change') => (r: Result) => (r.order?.[when][name] ?? null) as Value;
  return [
    line('World real income', '% change', 3, true, (r) => r.headline.world_real_income_pct),
    ...(results.some((r) => r.headline.chokepoints.length) ? [line('Hit hardest by a curb', 'worst end of the interval, % of real income; all else here is the long run', 2, true, (r) => r.headline.chokepoints[0]?.interval_pct[0] ?? null, (r) => r.headline.chokepoints[0]?.name ?? '')] : []),
    line('Loses most', '% change of real income', 3, true, (r) => r.headline.losers[0]?.real_income_pct ?? null, (r) => r.headline.losers[0]?.name ?? ''),
    line('Gains most', '% change of real income', 3, true, (r) => r.headline.gainers[0]?.real_income_pct ?? null, (r) => r.headline.gainers[0]?.name ?? ''),
    line('Economies that lose', 'of those of the world', 0, false, (r) => count(r, -1)),
    line('Economies that gain', 'of those of the world', 0, false, (r) => count(r, 1)),
    line('Moves most in the Assembly', 'hundredths of an ideal point', 2, true, (r) => mostMoved(r)?.value ?? null, (r) => mostMoved(r)?.name ?? ''),
    line('Effective poles after the moves', 'by GDP', 3, false, order('n_eff', 'after')),
    line('Effective poles, change', 'by GDP', 4, true, order('n_eff', 'change')),
    line('Distance of the blocs, change', 'ideal points', 4, true, order('bloc_distance', 'change')),
    line('Polarisation, change', 'Esteban-Ray', 5, true, order('polarisation', 'change')),
    line('Trade inside blocs after the moves', '% of trade', 1, false, (r) => scaled(order('trade_inside', 'after')(r), 100)),
    line('Trade inside blocs, change', 'points', 2, true, (r) => scaled(order('trade_inside', 'change')(r), 100)),
  ];
}

/** Economies whose real income, as printed with three decimals, falls (-1) or rises (1). */
const count = (r: Result, sign: 1 | -1): number => Object.values(r.countries).filter((c) => sign * (point(c.real_income_pct) ?? 0) >= 0.0005).length;

function mostMoved(r: Result): { name: string; value: Value } | null {
  let best: { name: string; value: number } | null = null;
  for (const state of Object.values(r.alignment?.states ?? {})) {
    const change = 100 * (point(state.alignment_change) ?? 0);
    if (Math.abs(change) >= 0.005 && Math.abs(change) > Math.abs(best?.value ?? 0)) best = { name: state.name, value: change };
  }
  return best;
}
