import { describe, expect, it } from 'vitest';
import { readTab } from '../lib/scales';
import type { Economy, Result } from '../lib/types';
import { classOf, readingOf, sentence, tooWeak, type View } from './readings';

const drawn = (point: number, p10: number, p90: number) => ({ point, p10, p90, p025: p10, p975: p90 });
const POLES = ['USA', 'CHN', 'RUS'];
const view = (tab: string, full: object | null, economy: object | null = full): View => ({ tab: readTab(tab, POLES), economy: economy as Economy, full: full as Result, ranged: true });

const base = {
  headline: { chokepoints: [] as object[] },
  countries: {
    USA: { real_income_pct: -0.3276, exports_pct: -4.38, real_income_range_pct: [-0.34, -0.274], sign_note: '', exposure: { USA: null, CHN: 0.57 } },
    IRL: { real_income_pct: -0.0781, exports_pct: 0.16, real_income_range_pct: [-0.099, 0.081], sign_note: 'sign uncertain: closures differ', exposure: { CHN: 1.2 } },
    VNM: { real_income_pct: drawn(0.5346, 0.49, 0.59), exports_pct: drawn(0.2, -0.4, 0.9), sign_note: '', exposure: { CHN: 4.96 } },
    ROW: {},
  },
  satellites: { MNG: { name: 'Mongolia', real_income_pct: -0.112, interval_pct: [-0.213, -0.01], approximate: true }, XXX: { real_income_pct: null, interval_pct: null, why: ['no GDP'] } },
  no_data: [{ iso3: 'CUB', reason: 'no data: in neither the accounts nor the goods trade of 2023' }],
  alignment: {
    poles: POLES,
    no_data: { TWN: 'no position: not a member of the General Assembly, so it has no votes to measure' },
    states: {
      USA: { is_pole: true, alignment: 2.3, alignment_change: 0, closeness: { USA: null, CHN: 0.7 }, closeness_change: { USA: null, CHN: 0 } },
      VNM: { is_pole: false, alignment: -0.73, alignment_change: drawn(0.0004, -0.02, 0.03), closeness: { CHN: 0.6714 }, closeness_change: { CHN: 0.00009945 } },
    },
  },
};

it('says that numbers of a curb are the long run', () => {
  const curb = { ...base, headline: { chokepoints: [{ iso3: 'JPN' }] } };
  expect([base, curb].map((run) => readingOf(view('real_income_pct', run), 'USA').shown)).toEqual(['\u22120.328 %', '\u22120.328 % in the long run']);
});

describe('classes on the map', () => {
  it('are those of the report', () => {
    const classes = ['USA', 'IRL', 'VNM', 'MNG', 'XXX', 'CUB', null].map((code) => classOf(view('real_income_pct', base), code));
    expect(classes).toEqual(['m3', 'm1 unsure', 'p3', 'm2 near', 'x', 'x', 'x']);
    expect(['USA', 'VNM', 'MNG'].map((code) => classOf(view('exports_pct', base), code))).toEqual(['m3', 'p1 unsure', 'grey near']);
  });
  it('grey a pole and what is not computed yet, and hatch what has no data', () => {
    expect(['USA', 'VNM', 'TWN'].map((code) => classOf(view('alignment_change', base), code))).toEqual(['grey', 'z unsure', 'x']);
    expect(['USA', 'VNM', 'MNG'].map((code) => classOf(view('exposure:USA', base), code))).toEqual(['grey', 'grey', 'grey near']);
    expect(classOf(view('closeness:CHN', null, base), 'VNM')).toBe('grey');
    expect(classOf(view('closeness:CHN', base), 'VNM')).toBe('q5');
  });
});

describe('tooltips', () => {
  it('tell number, unit, interval and note', () => {
    expect(sentence(view('real_income_pct', base), 'Ireland', 'IRL', false)).toEqual([
      'Ireland', '\u22120.078 %', 'range \u22120.099 to +0.081 over closures and elasticity sets', 'sign uncertain: closures differ',
    ]);
    expect(sentence(view('real_income_pct', base), 'Mongolia', 'MNG', false)).toEqual([
      'Mongolia', '\u22120.112 %', 'interval \u22120.213 to \u22120.010, errors seen elsewhere', 'approximate, first order',
    ]);
    expect(sentence(view('alignment_change', base), 'Vietnam', 'VNM', false).slice(1)).toEqual(['0.000 ideal points', '80 % interval \u22120.020 to +0.030', 'sign uncertain: the interval crosses zero']);
    expect(sentence(view('real_income_pct', base), 'Crimea', null, true)).toEqual(['Crimea', 'no figures of its own', 'disputed']);
  });
  it('give ends on the scale of the map', () => expect(readingOf(view('alignment_change', base), 'VNM')).toMatchObject({ value: 0.04, low: -2, high: 3 }));
});

describe('a pull too weak to see', () => {
  it('is one where no state reaches the first class', () => {
    expect(tooWeak(view('alignment_change', base))).toBe(true);
    expect(tooWeak(view('closeness_change:CHN', base))).toBe(true);
  });
  it('is no matter of levels or of the economy', () => {
    expect([tooWeak(view('closeness:CHN', base)), tooWeak(view('real_income_pct', base)), tooWeak(view('alignment_change', null))]).toEqual([false, false, false]);
  });
});
