import { describe, expect, it } from 'vitest';
import { SCALES } from '../lib/scales';
import type { Result } from '../lib/types';
import { cell, headlines, merge, paired, sorted } from './comparison';

const scale = (key: string) => SCALES.find((s) => s.key === key)!;
const income = scale('real_income_pct');

/** A run with just what is compared. */
function run(of: Record<string, { point: number; range?: [number, number]; sets?: number[] }>, more: Partial<Result> = {}): Result {
  const entries = Object.entries(of);
  const set = (k: number) => ({ reason: null, real_income_pct: Object.fromEntries(entries.flatMap(([iso3, o]) => (o.sets?.[k] === undefined ? [] : [[iso3, o.sets[k]]]))) });
  return {
    headline: { year: 2035, chokepoints: [], world_real_income_pct: 0, losers: [], gainers: [] },
    countries: Object.fromEntries(entries.map(([iso3, o]) => [iso3, { name: iso3, real_income_pct: o.point, real_income_range_pct: o.range ?? null }])),
    satellites: {}, closures: { own: set(0) }, elasticity_sets: { FGO: set(0), CP: set(1) }, alignment: null, order: null, ...more,
  } as unknown as Result;
}
const a = run({ CHN: { point: -0.28, range: [-0.32, -0.22], sets: [-0.28, -0.32] }, VNM: { point: 0.535, range: [0.39, 0.6], sets: [0.535, 0.4] } });
const b = run({ CHN: { point: -0.35, range: [-0.4, -0.33], sets: [-0.35, -0.38] }, VNM: { point: 0.496, range: [0.35, 0.55], sets: [0.496, 0.41] } });

describe('two runs', () => {
  const rows = merge([a, b], income, '');
  const [chn, vnm] = [rows.find((r) => r.iso3 === 'CHN')!, rows.find((r) => r.iso3 === 'VNM')!];
  it('differ by second less first', () => expect(chn.differences[1]!.value).toBeCloseTo(-0.07, 12));
  it('are apart where their ranges share no number', () => expect([chn.differences[1]!.apart, vnm.differences[1]!.apart]).toEqual([true, false]));
  it('are paired under the same closure and set', () => {
    expect(paired(a, b, 'CHN')!.map((x) => Number(x.toFixed(6)))).toEqual([-0.07, -0.06]);
    expect(chn.differences[1]!.holds).toBe(true);
  });
  it('have no certain sign where a set turns it', () => expect(vnm.differences[1]!.holds).toBe(false));
  it('differ by nothing from themselves', () => {
    for (const row of merge([a, a], income, '')) expect(row.differences[1]).toMatchObject({ value: 0, apart: false, holds: false });
  });
});

describe('numbers', () => {
  it('take the drawn interval before the range over choices', () => {
    const drawn = run({}, { countries: { CHN: { name: 'China', real_income_pct: { point: -1, p10: -2, p90: 0.5, p025: -3, p975: 1 }, real_income_range_pct: [-1.1, -0.9] } } as never });
    expect(cell(drawn, income, '', 'CHN')).toEqual({ value: -1, range: [-2, 0.5] });
  });
  it('of closeness are points, of poles to themselves none', () => {
    const states = { VNM: { name: 'Vietnam', is_pole: false, closeness_change: { CHN: 0.012 }, closeness: {}, alignment_change: 0 }, CHN: { name: 'China', is_pole: true, closeness_change: { CHN: null }, closeness: {}, alignment_change: 0 } };
    const politics = run({}, { alignment: { states } as never });
    expect(cell(politics, scale('closeness_change'), 'CHN', 'VNM').value).toBeCloseTo(1.2, 12);
    expect(merge([politics], scale('closeness_change'), 'CHN').map((r) => r.iso3)).toEqual(['VNM']);
  });
  it('stay missing where one run has none: never zero', () => {
    const only = run({ VNM: { point: 1 } });
    const row = merge([only, run({})], income, '')[0]!;
    expect(row.cells[1]).toEqual({ value: null, range: null });
    expect(row.differences[1]).toEqual({ value: null, paired: null, apart: null, holds: null });
  });
});

describe('the table', () => {
  const rows = merge([a, b], income, '');
  it('is sorted by any column', () => {
    expect(sorted(rows, { kind: 'value', at: 0 }, true).map((r) => r.iso3)).toEqual(['VNM', 'CHN']);
    expect(sorted(rows, { kind: 'difference', at: 1 }, false).map((r) => r.iso3)).toEqual(['CHN', 'VNM']);
    expect(sorted(rows, { kind: 'name', at: 0 }, false).map((r) => r.iso3)).toEqual(['CHN', 'VNM']);
  });
  it('puts the missing last whichever way', () => {
    const some = merge([a, run({ CHN: { point: 1 } })], income, '');
    for (const down of [true, false]) expect(sorted(some, { kind: 'value', at: 1 }, down).at(-1)!.iso3).toBe('VNM');
  });
});

it('sums up: as many lose as print a fall', () => {
  const lines = headlines([run({ A: { point: -0.0004 }, B: { point: -0.0006 }, C: { point: 0.2 } })]);
  expect(lines.find((l) => l.label === 'Economies that lose')!.values).toEqual([1]);
  expect(lines.find((l) => l.label === 'Economies that gain')!.values).toEqual([1]);
  expect(lines.find((l) => l.label.startsWith('Moves most'))!.values).toEqual([null]);
});

it('tells trade inside blocs as the simulator does: a share in per cent, its change in points', () => {
  const order = { before: {}, after: { trade_inside: 0.62134 }, change: { trade_inside: { point: 0.0123, p10: 0.01, p90: 0.02, p025: 0, p975: 0.03 } } };
  const lines = headlines([{ ...run({ A: { point: 1 } }), order } as unknown as Result]).filter((l) => l.label.startsWith('Trade inside blocs'));
  expect(lines.map((l) => [l.unit, l.values[0]])).toEqual([
    ['% of trade', 62.134],
    ['points', { point: 1.23, p10: 1, p90: 2, p025: 0, p975: 3 }],
  ]);
});
