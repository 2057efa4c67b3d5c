// Places in a triangle of closeness to three poles.
import { point } from '../lib/format';
import type { StateAlignment, Value } from '../lib/types';

/** Corners as in the view of the order: the first pole above, the second left below, the third right below. */
export const CORNERS: readonly [number, number][] = [[0.5, 0], [0, 1], [1, 1]];

/** Place of shares that sum to one, in a box of width and height one; null where a share is missing. */
export function spot(shares: readonly (number | null | undefined)[]): [number, number] | null {
  if (shares.length !== CORNERS.length || shares.some((s) => s == null)) return null;
  const total = shares.reduce<number>((sum, s) => sum + s!, 0) || 1;
  return [0, 1].map((axis) => shares.reduce<number>((sum, s, k) => sum + (s! / total) * CORNERS[k]![axis]!, 0)) as [number, number];
}

/** Shares before and after the moves. */
export function ends(row: StateAlignment, poles: readonly string[]): { before: (number | null)[]; after: (number | null)[] } {
  const after = poles.map((p) => point(row.closeness[p]));
  const before = poles.map((p, k) => {
    const change = point(row.closeness_change[p]);
    return after[k] === null || change === null ? null : after[k]! - change;
  });
  return { before, after };
}

export interface YearOfState {
  year: number;
  closeness: Record<string, Value>;
}

/** Trail through the years: where it stood before, then each year. */
export function trail(row: StateAlignment, poles: readonly string[], years: readonly YearOfState[] | null): [number, number][] {
  const { before, after } = ends(row, poles);
  const middle = years ? years.map((y) => poles.map((p) => point(y.closeness[p]))) : [after];
  return [before, ...middle].map(spot).filter((place): place is [number, number] => place !== null);
}
