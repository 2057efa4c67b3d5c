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

/** A line of the grid of a triangle: where one share is the same, with its text outside the side where it starts. */
export interface GridLine {
  key: string;
  from: Point;
  to: Point;
  text: string;
  xy: Point;
  anchor: Anchor;
}

/** Lines of each fifth of the shares of a triangle. */
export const gridLines = (at: readonly Point[]): GridLine[] =>
  [0, 1, 2].flatMap((k) =>
    [0.2, 0.4, 0.6, 0.8].map((share) => {
      const end = (other: number) => inTriangle(at, [0, 1, 2].map((j) => (j === k ? share : j === other ? 1 - share : 0)));
      const [from, to] = [end((k + 1) % 3), end((k + 2) % 3)];
      const xy: Point = k === 0 ? [from[0] - 5, from[1] + 4] : k === 1 ? [from[0], from[1] + 15] : [from[0] + 5, from[1] + 4];
      return { key: `${k}${share}`, from, to, text: `${share * 100} %`, xy, anchor: (['end', 'middle', 'start'] as const)[k]! };
    }),
  );

type Anchor = 'start' | 'middle' | 'end';
/** Left, top, right, bottom. */
export type Box = readonly [number, number, number, number];
type Segment = readonly [Point, Point];

const LETTER = 0.64;
/** The room of a text: wide enough for the letters of any name. */
export function roomOf(text: string, [x, y]: Point, anchor: Anchor = 'start', em = 11): Box {
  const long = text.length * em * LETTER;
  const left = x - { start: 0, middle: long / 2, end: long }[anchor];
  return [left - 1, y - em, left + long + 1, y + 3];
}

const meet = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
const touches = (box: Box, { xy: [x, y], r }: { xy: Point; r: number }): boolean =>
  Math.hypot(x - Math.min(Math.max(x, box[0]), box[2]), y - Math.min(Math.max(y, box[1]), box[3])) < r;

/** Whether a line runs through a box; looked at each two pixels. */
function through([a, b]: Segment, box: Box): boolean {
  const steps = Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / 2);
  for (let k = 0; k <= steps; k++) {
    const [x, y] = [a[0] + ((b[0] - a[0]) * k) / (steps || 1), a[1] + ((b[1] - a[1]) * k) / (steps || 1)];
    if (x > box[0] && x < box[2] && y > box[1] && y < box[3]) return true;
  }
  return false;
}

/** Whether two lines cross. */
function cross([a, b]: Segment, [c, d]: Segment): boolean {
  const side = (p: Point, q: Point, r: Point) => Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
}

export interface Label {
  text: string;
  x: number;
  y: number;
  anchor: Anchor;
  /** From the thing to a label that stands further off. */
  line: Segment | null;
}

/** Where labels may stand, and what they must leave free. */
export interface Room {
  width: number;
  height: number;
  circles: readonly { xy: Point; r: number }[];
  boxes?: readonly Box[];
  lines?: readonly Segment[];
}

/** Ways from a circle to a label that stands off it, shortest first. */
const WAYS: Point[] = [-1, 1]
  .flatMap((side) => Array.from({ length: 10 }, (_, k) => side * (10 + 12 * k)).flatMap((dx) => Array.from({ length: 25 }, (_, k): Point => [dx, 8 * (k - 12)])))
  .sort((a, b) => Math.hypot(...a) - Math.hypot(...b));

/** Labels of the first things that find room: beside their circle or further off at a line; over nothing else that is drawn. */
export function labels(things: readonly { name: string; xy: Point; r: number }[], most: number, room: Room, em = 11): Label[] {
  const taken: Box[] = [...(room.boxes ?? [])];
  const leaders: Segment[] = [];
  const found: Label[] = [];
  const free = (box: Box, line: Segment | null): boolean =>
    box[0] >= 0 && box[2] <= room.width && box[1] >= 0 && box[3] <= room.height &&
    !taken.some((other) => meet(box, other) || (line !== null && through(line, other))) &&
    !room.circles.some((circle) => touches(box, circle)) &&
    ![...(room.lines ?? []), ...leaders].some((other) => through(other, box)) &&
    !(line !== null && leaders.some((other) => cross(line, other)));
  for (const { name, xy: [cx, cy], r } of things) {
    if (found.length >= most) break;
    const place = (x: number, y: number, anchor: Anchor, line: Segment | null): boolean => {
      const box = roomOf(name, [x, y], anchor, em);
      if (!free(box, line)) return false;
      taken.push(box);
      if (line) leaders.push(line);
      found.push({ text: name, x, y, anchor, line });
      return true;
    };
    const middle = em * 0.35;
    const beside: [number, number, Anchor][] = [[cx + r + 4, cy + middle, 'start'], [cx - r - 4, cy + middle, 'end'], [cx, cy - r - 5, 'middle'], [cx, cy + r + em + 1, 'middle']];
    if (beside.some((where) => place(...where, null))) continue;
    WAYS.some(([dx, dy]) => {
      const away = Math.hypot(dx, dy);
      const start: Point = [cx + (dx / away) * r, cy + (dy / away) * r];
      const end: Point = [start[0] + dx, start[1] + dy];
      return place(end[0] + 3 * Math.sign(dx), end[1] + middle, dx > 0 ? 'start' : 'end', [start, end]);
    });
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
