// Where things stand on a plot: the triangle of three poles, strips of other numbers of poles, labels, axes.
import { interval, point } from '../lib/format';
import type { StateAlignment, Value } from '../lib/types';

export type Point = readonly [number, number];

/** Corners of the triangle of three poles in a box: the first on top, then left, then right. */
export function corners(width: number, top: number, side: number): readonly [Point, Point, Point] {
  const height = (side * Math.sqrt(3)) / 2;
  const left = (width - side) / 2;
  return [
    [width / 2, top],
    [left, top + height],
    [left + side, top + height],
  ];
}

/** Place of three shares that sum to one, as weights of the corners. */
export function inTriangle(at: readonly Point[], shares: readonly number[]): Point {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const along = (axis: 0 | 1) => at.reduce((sum, corner, k) => sum + corner[axis] * (shares[k] ?? 0), 0) / total;
  return [along(0), along(1)];
}

/** A state as the plot shows it. */
export interface Dot {
  iso3: string;
  name: string;
  /** Size of the economy, billion USD; null where it is not known. */
  gdp: number | null;
  /** Closeness to each pole before and after the moves, in the order of the poles. */
  before: number[];
  after: number[];
  /** Largest change of closeness to one pole, a fraction. */
  change: number;
  /** Pole to which closeness changes most. */
  towards: string;
  /** Whether the 80 % interval of that change holds both signs. */
  uncertain: boolean;
}

/** States with a closeness to every pole; the poles themselves have none to themselves and are left out. */
export function dots(states: Record<string, StateAlignment>, poles: readonly string[], gdp: ReadonlyMap<string, number>): Dot[] {
  const found: Dot[] = [];
  for (const [iso3, state] of Object.entries(states)) {
    const after = poles.map((pole) => point(state.closeness[pole]));
    const change = poles.map((pole) => point(state.closeness_change[pole]));
    if (after.some((c) => c === null) || change.some((c) => c === null)) continue;
    const most = change.reduce<number>((best, c, k) => (Math.abs(c!) > Math.abs(change[best]!) ? k : best), 0);
    found.push({
      iso3,
      name: state.name,
      gdp: gdp.get(iso3) ?? null,
      before: after.map((c, k) => c! - change[k]!),
      after: after as number[],
      change: change[most]!,
      towards: poles[most]!,
      uncertain: bothSigns(state.closeness_change[poles[most]!]),
    });
  }
  return found.sort((a, b) => (b.gdp ?? -1) - (a.gdp ?? -1) || a.name.localeCompare(b.name));
}

function bothSigns(value: Value | undefined): boolean {
  const found = interval(value);
  return found !== null && (found.p10 ?? 0) < 0 && (found.p90 ?? 0) > 0;
}

/** Radius whose area is in proportion to GDP; small and unknown economies stay visible. */
export const radius = (gdp: number | null, largest: number, most: number): number =>
  gdp === null || largest <= 0 ? 2.5 : Math.max(2.5, most * Math.sqrt(gdp / largest));

/** States whose closeness changes most, those that print as zero left out. */
export const movers = (all: readonly Dot[], count: number): Dot[] =>
  all.filter((dot) => Math.abs(dot.change) >= 0.0005).sort((a, b) => Math.abs(b.change) - Math.abs(a.change)).slice(0, count);

/** The magnification at which the longest change is long enough to be seen, of 1, 10, 50. */
export function magnification(longest: number): number {
  if (longest <= 0) return 1;
  return [1, 10, 50].find((times) => longest * times >= 14) ?? 50;
}

export interface Label {
  text: string;
  x: number;
  y: number;
}

/** Labels of the first things that find room: beside their circle, none over another. */
export function labels(things: readonly { name: string; xy: Point; r: number }[], width: number, most: number, em = 11): Label[] {
  const taken: [number, number, number, number][] = [];
  const found: Label[] = [];
  for (const { name, xy, r } of things) {
    if (found.length >= most) break;
    const long = name.length * em * 0.56;
    for (const [x, y] of [
      [xy[0] + r + 3, xy[1] + em * 0.35],
      [xy[0] - r - 3 - long, xy[1] + em * 0.35],
      [xy[0] - long / 2, xy[1] - r - 4],
      [xy[0] - long / 2, xy[1] + r + em],
    ] as const) {
      const box: [number, number, number, number] = [x - 1, y - em, x + long + 1, y + 3];
      if (box[0] < 0 || box[2] > width || taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
      taken.push(box);
      found.push({ text: name, x, y });
      break;
    }
  }
  return found;
}

/** Round numbers that divide a range, its ends inside. */
export function ticks(low: number, high: number, count = 5): number[] {
  const span = high - low || Math.abs(high) || 1;
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const size = [1, 2, 5, 10].map((k) => k * power).find((k) => k >= rough) ?? 10 * power;
  const found: number[] = [];
  for (let k = Math.ceil(low / size - 1e-9); k * size <= high + size * 1e-9; k++) found.push(Number((k * size).toPrecision(12)));
  return found;
}

/** Heights moved apart so that no two are nearer than `gap`, in their order, within the ends. */
export function apart(heights: readonly number[], gap: number, low: number, high: number): number[] {
  const order = heights.map((_, k) => k).sort((a, b) => heights[a]! - heights[b]!);
  const out = [...heights];
  let least = low;
  for (const k of order) {
    out[k] = Math.max(heights[k]!, least);
    least = out[k]! + gap;
  }
  let most = high;
  for (const k of order.reverse()) {
    out[k] = Math.min(out[k]!, most);
    most = out[k]! - gap;
  }
  return out;
}

/** Runs of points without a gap, as paths of SVG. */
export function path(points: readonly { x: number; y: number | null }[], sx: (x: number) => number, sy: (y: number) => number): string {
  let text = '';
  let pen = 'M';
  for (const { x, y } of points) {
    if (y === null) {
      pen = 'M';
      continue;
    }
    text += `${pen}${sx(x).toFixed(1)} ${sy(y).toFixed(1)}`;
    pen = 'L';
  }
  return text;
}
