// What a line chart draws.
export interface Line {
  name: string;
  /** Number of the colour, 0 to 4. */
  colour: number;
  /** Dashes of SVG; empty for a full line. */
  dash: string;
  points: { x: number; y: number | null }[];
}
export interface Mark {
  x: number;
  y: number;
  low?: number;
  high?: number;
  /** A second value, drawn as a short bar. */
  held?: number;
  colour: number;
  shape: 'open' | 'full' | 'diamond';
  text: string;
}

/** Smallest and largest number of a chart, with a little room; null without numbers. */
export function extent(lines: readonly Line[], marks: readonly Mark[], zero: boolean): [number, number] | null {
  const all = [...lines.flatMap((l) => l.points.map((p) => p.y)), ...marks.flatMap((m) => [m.y, m.low ?? m.y, m.high ?? m.y, m.held ?? m.y])].filter((y): y is number => y !== null);
  if (!all.length) return null;
  const low = zero ? Math.min(0, ...all) : Math.min(...all);
  const high = Math.max(...all);
  const room = (high - low || Math.abs(high) || 1) * 0.06;
  return [zero && low === 0 ? 0 : low - room, high + room];
}

/** Values of all lines at the place nearest to x. */
export function readout(lines: readonly Line[], x: number): { x: number; values: { name: string; y: number | null }[] } | null {
  const places = [...new Set(lines.flatMap((l) => l.points.map((p) => p.x)))];
  if (!places.length) return null;
  const nearest = places.reduce((best, p) => (Math.abs(p - x) < Math.abs(best - x) ? p : best));
  return { x: nearest, values: lines.map((l) => ({ name: l.name, y: l.points.find((p) => p.x === nearest)?.y ?? null })) };
}
