import { describe, expect, it } from 'vitest';
import type { Country, Result, StateAlignment } from '../lib/types';
import { axisOf, oneLine, tickDigits, wrapped } from './bars';
import { channel, fallBars, incomeByChannel, incomeByMove, positionByReason } from './waterfall';

const sum = (parts: { size: number }[]) => parts.reduce((s, p) => s + p.size, 0);

describe('parts sum to the whole', () => {
  it('by move, with the remainder', () => {
    const result = {
      countries: { VNM: { real_income_pct: { point: 0.5, p10: 0, p90: 1, p025: 0, p975: 1 } } },
      by_move: { moves: [{ label: 'us-duty', real_income_pct: { VNM: 0.53 } }, { label: 'china-answers', real_income_pct: { VNM: -0.04 } }], remainder: { real_income_pct: { VNM: 0.01 } } },
    } as unknown as Result;
    const fall = incomeByMove(result, 'VNM')!;
    expect([fall.parts.length, fall.total]).toEqual([3, 0.5]);
    expect(Math.abs(fall.gap)).toBeLessThan(1e-12);
    expect(incomeByMove(result, 'MNG')).toBe(null);
  });
  it('by channel, where the rest is what the two leave', () => {
    const fall = incomeByChannel({ real_income_pct: 0.5346, terms_of_trade_pct: 0.4907, volume_of_trade_pct: 0.06187 } as Country)!;
    expect(sum(fall.parts)).toBeCloseTo(0.5346, 12);
    expect(fall.parts[2]!.size).toBeCloseTo(-0.01797, 10);
  });
  it('by reason, the small ones summed', () => {
    const why = [0.12, 0.07, -0.002, 0.00001].map((size, k) => ({ moves: `m${k}`, channel: 'dependence, passed on by peers', pole: 'USA', ideal_points: size }));
    const fall = positionByReason({ why, why_rest: -0.000006, alignment_change: 0.188004 } as unknown as StateAlignment);
    expect(fall.parts.map((p) => p.label)).toEqual(['m0', 'm1', 'm2', 'all others']);
    expect(fall.parts[0]!.sub).toBe('dependence on trade, passed on by peers, USA');
    expect(Math.abs(fall.gap)).toBeLessThan(1e-12);
  });
  it('by reason, nothing where nothing moves', () => {
    expect(positionByReason({ why: [], why_rest: 0, alignment_change: 0 } as unknown as StateAlignment)).toEqual({ parts: [], total: 0, gap: 0 });
  });
});

it('begins each part where the one before ends', () => {
  const bars = fallBars({ parts: [{ label: 'a', size: 2 }, { label: 'b', size: -3 }], total: -1, gap: 0 }, 1, 'sum');
  expect(bars.map((b) => [b.from ?? 0, b.value, b.text])).toEqual([[0, 2, '+2.0'], [2, -1, '\u22123.0'], [0, -1, '\u22121.0']]);
});

describe('axes', () => {
  it('hold zero and all ends', () => {
    const axis = axisOf([{ label: '', text: '', value: 2, low: -1, high: 3 }]);
    expect([axis.low, axis.high, axis.at(-1), axis.at(3)]).toEqual([-1, 3, 0, 1]);
    expect(axis.ticks).toContain(0);
    expect(tickDigits([0, 0.05])).toBe(2);
  });
  it('of multiples count in tens', () => expect(axisOf([{ label: '', text: '', value: 2500 }], true).ticks).toEqual([1, 10, 100, 1000]));
});

it('wraps labels and says channels in words', () => {
  expect(wrapped('Democratic Republic of the Congo', 16)).toEqual(['Democratic', 'Republic of the\u2026'].map((l) => expect.stringContaining(l.slice(0, 8))));
  expect([channel('income'), channel('aid, passed on by peers')]).toEqual(['real income', 'aid, passed on by peers']);
});

it('writes a name whole or as its code, never its first word', () => {
  const bar = (label: string, rest = {}) => ({ label, value: 0, text: '', ...rest });
  expect(oneLine(bar('to United States', { brief: 'to USA', iso3: 'USA' }), 16)).toBe('to United States');
  expect(oneLine(bar('to United States', { brief: 'to USA', iso3: 'USA' }), 15)).toBe('to USA');
  expect(oneLine(bar('United Arab Emirates', { iso3: 'ARE' }), 12)).toBe('ARE');
  expect(oneLine(bar('United Kingdom of something'), 12)).toBe('United King\u2026');
});
