import { describe, expect, it } from 'vitest';
import type { Scenario } from './types';
import { toYaml } from './yaml';

const base: Scenario = { multipolar: 1, name: 'A test', moves: [] };

// That the loader reads it back as the same scenario is tested in tests/page/test_yaml_of_page.py.
describe('toYaml', () => {
  it('writes a short move on one line, who first, without lists of one', () => {
    const moves = [{ tariff: { from: 2026, id: 'x', by: ['USA'], on: ['CHN', 'VNM'], add_pp: 60 } }];
    expect(toYaml({ ...base, moves })).toContain('  - tariff: {by: USA, on: [CHN, VNM], add_pp: 60, from: 2026, id: x}\n');
  });

  it('quotes what YAML takes for something else', () => {
    for (const name of ['2022', 'true', 'No', 'a: b', 'a #b', ' a', 'a ', '- a', '{a}', 'a, b', "'a'", '', '~', '2026-01-01'])
      expect(toYaml({ ...base, name }).includes(`name: ${JSON.stringify(name)}\n`) || name === '').toBe(true);
    expect(toYaml({ ...base, name: 'a\u0085b' })).toContain('name: "a\\u0085b"');
  });

  it('folds long text into lines of the width', () => {
    const description = `${'many words in a row '.repeat(20)}end\nsecond\n\nthird\n`;
    const text = toYaml({ ...base, description });
    expect(text).toContain('description: >\n');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
  });

  it('leaves out what is empty, and writes settings behind the moves', () => {
    const text = toYaml({ ...base, description: '', caveats: [], settings: { horizon: 2035 }, moves: [{ visit: { by: ['CHN'], to: ['VNM'] } }] });
    expect(text).toBe('multipolar: 1\nname: A test\nmoves:\n  - visit: {by: CHN, to: VNM}\nsettings: {horizon: 2035}\n');
  });
});
