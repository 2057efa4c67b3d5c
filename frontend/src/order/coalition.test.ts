import { describe, expect, it } from 'vitest';
import { curveLines, flipMarks, holds, turns, type Candidate, type Coalition } from './coalition';

const candidate = (margin: number, p: number | null, join = -1, refuse = 0): Candidate =>
  ({ margin_pct: margin, break_even_probability: p, payoffs: { join: { unpunished_pct: join }, refuse: { unpunished_pct: refuse } } }) as unknown as Candidate;

describe('where a choice turns', () => {
  it('is above the break-even probability where only punishment makes it join', () => expect(turns(candidate(0.126, 0.3929))).toBe('joins above 0.39'));
  it('is below it where the offer itself attracts', () => expect(turns(candidate(0.027, 0.61, 0.1, 0))).toBe('joins below 0.61'));
  it('is nowhere without one', () => expect([turns(candidate(-1, null)), turns(candidate(1, null))]).toEqual(['refuses at any', 'joins at any']));
});

describe('weights that keep a member', () => {
  it('are told in words', () => {
    expect(holds(null)).toBe('at no weight');
    expect(holds({ low: 0, high: null })).toBe('at any weight');
    expect(holds({ low: 21.105, high: null })).toBe('from 21.11 on');
    expect(holds({ low: 0, high: 0.0206 })).toBe('up to 0.0206');
    expect(holds({ low: 8564.7, high: null })).toBe('from 8,565 on');
  });
});

describe('curves', () => {
  const one = { name: 'proposed', durability: { against_rivalry: { weight: [0, 0.01, 0.1], share: [1, 0.7, 0], flip: 0.02 } } } as unknown as Coalition;
  it('are shares of draws in per cent', () => expect(curveLines([one], 'against_rivalry')[0]!.points).toEqual([{ x: 0, y: 100 }, { x: 0.01, y: 70 }, { x: 0.1, y: 0 }]));
  it('have their flip point at one half, if it is in sight', () => {
    expect(flipMarks([one], 'against_rivalry')[0]).toMatchObject({ x: 0.02, y: 50 });
    const far = { ...one, durability: { against_rivalry: { weight: [0, 1], share: [1, 1], flip: 22 } } } as unknown as Coalition;
    expect(flipMarks([far], 'against_rivalry')).toEqual([]);
  });
});
