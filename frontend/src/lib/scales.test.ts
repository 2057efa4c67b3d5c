import { describe, expect, it } from 'vitest';
import { legend, readTab, SCALES, step, writeTab } from './scales';

const scale = (key: string) => SCALES.find((s) => s.key === key)!;
const POLES = ['USA', 'CHN', 'RUS'];

describe('classes', () => {
  it('have the limits of the report, which belong to the class above', () => {
    expect([0.0099, 0.01, -0.1, 0.3, -1, 3, -99].map((v) => step(scale('real_income_pct'), v))).toEqual(['z', 'p1', 'm2', 'p3', 'm4', 'p5', 'm5']);
    expect([-2, 0, 0.5, 9].map((v) => step(scale('position'), v))).toEqual(['q0', 'q3', 'q4', 'q6']);
  });
  it('hatch what has no data', () => expect(step(scale('exports_pct'), null)).toBe('x'));
  it('have one label each', () => {
    expect(legend(scale('real_income_pct')).map((s) => s.label)).toEqual([
      'below \u22123', '\u22123 to \u22121', '\u22121 to \u22120.3', '\u22120.3 to \u22120.1', '\u22120.1 to \u22120.01', 'within 0.01', '0.01 to 0.1', '0.1 to 0.3', '0.3 to 1', '1 to 3', 'above 3',
    ]);
    for (const s of SCALES) expect(new Set(legend(s).map((l) => l.step)).size).toBe(s.kind === 'change' ? 11 : 7);
  });
});

describe('tabs', () => {
  it('read what links and questions say', () => {
    expect(readTab('real_income', POLES)).toEqual({ scale: scale('real_income_pct'), pole: '' });
    expect(readTab('closeness:RUS', POLES).pole).toBe('RUS');
    expect(readTab('alignment', POLES).scale.key).toBe('alignment_change');
  });
  it('take a pole that is there', () => {
    expect(readTab('exposure:MARS', POLES).pole).toBe('CHN');
    expect(readTab('exposure', ['USA', 'EU']).pole).toBe('USA');
    expect(readTab('nothing', POLES).scale.key).toBe('real_income_pct');
  });
  it('are written back', () => expect([writeTab(scale('closeness'), 'CHN'), writeTab(scale('price_pct'), 'CHN')]).toEqual(['closeness:CHN', 'price_pct']));
});
