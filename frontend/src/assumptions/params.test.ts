import { describe, expect, it } from 'vitest';
import type { Scenario } from '../lib/types';
import { assume, assumptionsOf, given, grouped, held, isChanged, short, sliderStep, trouble, type Row } from './params';

const row = (more: Partial<Row>): Row => ({ name: 'income', section: 'levers', meaning: 'gain', unit: '', value: 0, low: -2, high: 2, sd: 0.2, distribution: 'normal', source: 'a study', grade: 'judgement', note: '', editable: true, why_not: '', ...more });
const scenario = (settings?: Record<string, unknown>): Scenario => ({ multipolar: 1, name: 's', moves: [], ...(settings ? { settings } : {}) });

describe('an assumption', () => {
  it('is set and taken away without a trace', () => {
    const s = scenario({ beliefs: 'measured' });
    assume(s, 'income', 0.5);
    expect(s.settings).toEqual({ beliefs: 'measured', assumptions: { income: 0.5 } });
    expect([held(row({}), s), isChanged(row({}), s)]).toEqual([0.5, true]);
    assume(s, 'income', null);
    expect(s.settings).toEqual({ beliefs: 'measured' });
    expect(held(row({}), s)).toBe(0);
  });
  it('of zero is one', () => {
    const s = scenario();
    assume(s, 'aid', 0);
    expect(assumptionsOf(s)).toEqual({ aid: 0 });
  });
});

it('an elasticity is that of the chosen set, where the set has it', () => {
  const theta = row({ value: 5.77, by_set: { CP: 2.04 } });
  expect([given(theta, scenario()), given(theta, scenario({ elasticities: 'CP' })), given(theta, scenario({ elasticities: 'IS' }))]).toEqual([5.77, 2.04, 5.77]);
});

it('says what is wrong with a number', () => {
  expect(['', 'x', '3', '-2.1', '1e-3'].map((text) => trouble(row({}), text))).toEqual(['a number is needed', 'a number is needed', 'not above 2', 'not below \u22122'.replace('\u2212', '-'), '']);
});

it('has sliders with round steps', () => expect([sliderStep(-2, 2), sliderStep(0.5, 30), sliderStep(0, 1)]).toEqual([0.02, 0.2, 0.005]));

it('finds by all words, in sections', () => {
  const rows = [row({}), row({ name: 'aid', meaning: 'grants' }), row({ name: 'pull', section: 'structure' })];
  expect(grouped(rows, 'LEVERS gra', () => true).map(([s, r]) => [s, r.map((x) => x.name)])).toEqual([['levers', ['aid']]]);
  expect(grouped(rows, '', () => true).map(([s, r]) => [s, r.length])).toEqual([['levers', 2], ['structure', 1]]);
});

it('writes numbers short', () => expect([short(-0.262712), short(30), short(0)]).toEqual(['\u22120.2627', '30', '0']));
