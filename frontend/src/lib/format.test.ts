import { describe, expect, it } from 'vitest';
import { eighty, ends, lasting, plain, signed, times, typeset, uncertain, words } from './format';

const drawn = (point: number, p10: number, p90: number) => ({ point, p10, p90, p025: p10, p975: p90 });

describe('numbers as the command line prints them', () => {
  it('rounds ties to the even digit, as Python does', () => {
    expect([0.0625, 0.1875, -0.0625, 2.5, 3.5, 0.5].map((v, k) => plain(v, k < 3 ? 3 : 0))).toEqual(['0.062', '0.188', '\u22120.062', '2', '4', '0']);
  });
  it('leaves what only looks like a tie to its binary value', () => {
    expect(plain(2.675, 2)).toBe('2.67');
    expect(plain(1.005, 2)).toBe('1.00');
  });
  it('gives zero no sign, and no data its name', () => {
    expect([signed(-0.0001), signed(0.0001), signed(0), signed(null), signed(NaN)]).toEqual(['0.000', '0.000', '0.000', 'no data', 'no data']);
    expect([signed(0.5346469), signed(-0.3276)]).toEqual(['+0.535', '\u22120.328']);
  });
  it('separates thousands', () => expect([plain(1234567.891, 1), plain(-1234, 0), plain(999, 0)]).toEqual(['1,234,567.9', '\u22121,234', '999']));
});

describe('intervals', () => {
  it('are told as 80 % of the draws', () => expect(eighty(drawn(0.1, -0.2, 0.3), 1)).toBe('\u22120.2 to +0.3'));
  it('are uncertain where they hold both signs', () => {
    expect(uncertain(drawn(0.1, -0.2, 0.3))).toBe(true);
    expect(uncertain(drawn(0.1, 0, 0.3))).toBe(false);
    expect(uncertain(0.1)).toBe(false);
  });
  it('say that there is none', () => expect(ends(null, 1)).toBe('no interval'));
});

it('says multiples, times and lists in words', () => {
  expect([3.54, 61, 35969].map(times)).toEqual(['3.5', '61', 'more than 10,000']);
  expect([lasting(23.4), lasting(1530)]).toEqual(['23 ms', '1.5 s']);
  expect([words([]), words(['a']), words(['a', 'b', 'c'])]).toEqual(['', 'a', 'a, b and c']);
});

it('sets the minus signs of sentences, not hyphens', () => {
  expect(typeset('between -1.068 and -0.000 % (-0.34), 2020-2024, us-china-60, 1.4e-15')).toBe('between \u22121.068 and 0.000 % (\u22120.34), 2020-2024, us-china-60, 1.4e-15');
});
