import { describe, expect, it } from 'vitest';
import type { StateAlignment } from '../lib/types';
import { apart, corners, dots, inTriangle, labels, magnification, movers, path, radius, roomOf, ticks } from './plot';

const at = corners(400, 20, 300);

describe('the triangle', () => {
  it('puts a state that is wholly with a pole on its corner', () => {
    expect(inTriangle(at, [1, 0, 0])).toEqual([200, 20]);
    expect(inTriangle(at, [0, 1, 0])).toEqual([50, at[1][1]]);
    expect(inTriangle(at, [0, 0, 1])[0]).toBeCloseTo(350, 9);
  });
  it('is equilateral, and its middle is a state equally close to all', () => {
    const side = (a: number, b: number) => Math.hypot(at[a]![0] - at[b]![0], at[a]![1] - at[b]![1]);
    expect(side(0, 1)).toBeCloseTo(300, 9);
    expect(side(0, 2)).toBeCloseTo(300, 9);
    const [x, y] = inTriangle(at, [1 / 3, 1 / 3, 1 / 3]);
    for (const corner of at) expect(Math.hypot(corner[0] - x, corner[1] - y)).toBeCloseTo(300 / Math.sqrt(3), 9);
  });
  it('keeps the distance to the side across in proportion to closeness', () => {
    const height = at[1][1] - at[0][1];
    for (const c of [0.1, 0.5, 0.9]) expect((at[1][1] - inTriangle(at, [c, 0.3 * (1 - c), 0.7 * (1 - c)])[1]) / height).toBeCloseTo(c, 9);
  });
});

const state = (closeness: Record<string, unknown>, change: Record<string, unknown>): StateAlignment =>
  ({ name: 'A state', closeness, closeness_change: change }) as unknown as StateAlignment;

describe('states', () => {
  const poles = ['USA', 'CHN', 'RUS'];
  const found = dots(
    {
      AAA: state({ USA: 0.5, CHN: 0.3, RUS: 0.2 }, { USA: -0.02, CHN: 0.03, RUS: -0.01 }),
      BBB: state({ USA: 0.1, CHN: 0.6, RUS: 0.3 }, { USA: { point: 0.001, p10: -0.1, p90: 0.2 }, CHN: 0, RUS: -0.001 }),
      USA: state({ USA: null, CHN: 0.4, RUS: 0.6 }, { USA: null, CHN: 0, RUS: 0 }),
    },
    poles,
    new Map([['BBB', 10]]),
  );
  it('leaves out poles and orders by size, the unknown last', () => expect(found.map((d) => d.iso3)).toEqual(['BBB', 'AAA']));
  it('finds where a state was before and where it moves most', () => {
    expect(found[1]!.before.map((c) => Number(c.toFixed(6)))).toEqual([0.52, 0.27, 0.21]);
    expect(found[1]!.towards).toBe('CHN');
  });
  it('knows a sign that is not certain', () => expect(found.map((d) => d.uncertain)).toEqual([true, false]));
  it('calls nobody a mover whose change prints as zero', () => {
    expect(movers(found, 5).map((d) => d.iso3)).toEqual(['AAA', 'BBB']);
    expect(movers([{ ...found[0]!, change: 0.0001 }], 5)).toEqual([]);
  });
});

describe('drawing', () => {
  it('has areas in proportion', () => {
    expect(radius(25, 100, 20) / radius(100, 100, 20)).toBeCloseTo(0.5, 9);
    expect(radius(null, 100, 20)).toBe(2.5);
  });
  it('magnifies no more than needed', () => expect([20, 2, 0.3, 0].map(magnification)).toEqual([1, 10, 50, 1]));
  it('lays no label over another, a circle, an arrow or a text, and leads a line to one that stands off', () => {
    const same = Array.from({ length: 9 }, (_, k) => ({ name: `Country ${k}`, xy: [200, 100 + k] as const, r: 4 }));
    const text = roomOf('80 %', [240, 100]);
    const arrow = [[160, 60], [160, 140]] as const;
    const found = labels(same, 9, { width: 400, height: 220, circles: same, boxes: [text], lines: [arrow] });
    expect(found).toHaveLength(9);
    expect(found.filter((l) => l.line).length).toBeGreaterThan(4);
    const boxes = [text, ...found.map((l) => roomOf(l.text, [l.x, l.y], l.anchor))];
    for (const [k, box] of boxes.entries()) {
      if (k) expect(box[0] < 160 && box[2] > 160 && box[1] < 140 && box[3] > 60).toBe(false);
      if (k) for (const { xy, r } of same) expect(box[0] < xy[0] + r && xy[0] - r < box[2] && box[1] < xy[1] + r * 0.7 && xy[1] - r * 0.7 < box[3]).toBe(false);
      for (const other of boxes.slice(k + 1)) expect(box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]).toBe(false);
    }
  });
  it('drops the later ones where there is no room', () => {
    const same = ['First', 'Second'].map((name) => ({ name, xy: [50, 10] as const, r: 4 }));
    expect(labels(same, 9, { width: 95, height: 20, circles: same }).map((l) => l.text)).toEqual(['First']);
  });
  it('has round ticks', () => {
    expect(ticks(0.13, 2.4, 5)).toEqual([0.5, 1, 1.5, 2]);
    expect(ticks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticks(5, 5)).toEqual([5]);
  });
  it('moves labels apart in their order', () => {
    expect(apart([10, 11, 50], 8, 0, 100)).toEqual([10, 18, 50]);
    expect(apart([95, 99], 8, 0, 100)).toEqual([92, 100]);
  });
  it('breaks a line where there is no data', () =>
    expect(path([{ x: 0, y: 1 }, { x: 1, y: null }, { x: 2, y: 3 }, { x: 3, y: 4 }], (x) => x, (y) => y)).toBe('M0.0 1.0M2.0 3.0L3.0 4.0'));
});
