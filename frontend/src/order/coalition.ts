// The object of `multipolar coalition --json`, and what the view makes of it.
import { plain, signed } from '../lib/format';
import type { Line, Mark } from './lines';

export interface Payoff {
  unpunished_pct: number;
  punished_pct: number | null;
  expected_pct: number;
  low_pct: number;
  high_pct: number;
}
export interface Candidate {
  code: string;
  name: string;
  members: string[];
  income_usd_mn: number;
  payoffs: Record<'join' | 'hedge' | 'refuse', Payoff>;
  margin_pct: number;
  margin_range_pct: [number, number];
  sign_uncertain: boolean;
  reversed_by: string[];
  best: 'join' | 'hedge' | 'refuse';
  break_even_probability: number | null;
  side_payment_usd_mn: number | null;
  notes: string[];
}
export interface Curve {
  weight: number[];
  share: number[];
  flip: number | null;
}
export interface Span {
  low: number | null;
  high: number | null;
}
export interface Member {
  code: string;
  payoff_pct: number;
  margin_pct: number;
  leaves_to: string;
  payment_usd_mn: number | null;
  stays_for_lambda: Span | null;
  stays_for_rivalry: Span | null;
}
export interface Coalition {
  name: string;
  stances: Record<string, string>;
  members: Member[];
  outsiders: { code: string; gain_pct: number }[];
  internally_stable: boolean;
  externally_stable: boolean;
  price_usd_mn: number | null;
  durability: { draws: number; share: number; interval_95: [number, number]; members: Record<string, number>; against_lambda: Curve; against_rivalry: Curve } | null;
  holds_for_lambda: Span | null;
  holds_for_rivalry: Span | null;
  verdict: string;
  reasons: string[];
  notes: string[];
}
export interface Choices {
  scenario: string;
  year: number;
  proposer: string;
  target: string;
  by_proposer_pp: number;
  by_target_pp: number;
  probability: number;
  candidates: Candidate[];
  notes: string[];
  game: {
    weights: { probability: number; closeness: number; rivalry: number };
    thresholds: { symbolic_cost_pct: number; closeness_noise: number; lasting_share: number };
    closeness_modelled: boolean;
    starts: number;
    equilibria: { stances: Record<string, string>; share_of_starts: number }[];
    coalitions: Coalition[];
    notes?: string[];
  } | null;
}

/** In words, when a candidate would join: the exact turning point of the probability that threats are kept. */
export function turns(c: Candidate): string {
  const p = c.break_even_probability;
  if (p === null || p < 0 || p > 1) return c.margin_pct > 0 ? 'joins at any' : 'refuses at any';
  return c.payoffs.join.unpunished_pct > c.payoffs.refuse.unpunished_pct ? `joins below ${plain(p, 2)}` : `joins above ${plain(p, 2)}`;
}

/** Where a weight keeps a member or a coalition, in words. */
export function holds(span: Span | null): string {
  if (!span) return 'at no weight';
  if ((span.low === null || span.low <= 0) && span.high === null) return 'at any weight';
  if (span.high === null) return `from ${number(span.low!)} on`;
  return span.low === null || span.low <= 0 ? `up to ${number(span.high)}` : `${number(span.low)} to ${number(span.high)}`;
}
const number = (x: number): string => (x >= 100 ? Math.round(x).toLocaleString('en') : plain(x, x < 1 ? 4 : 2));

/** Share of draws in which each coalition holds, against a weight; percent. */
export const curveLines = (coalitions: readonly Coalition[], which: 'against_lambda' | 'against_rivalry'): Line[] =>
  coalitions.flatMap((c, k) =>
    c.durability ? [{ name: c.name, colour: (k + 1) % 5, dash: ['', '7 3', '2 3', '9 3 2 3'][k % 4]!, points: c.durability[which].weight.map((x, at) => ({ x, y: 100 * c.durability![which].share[at]! })) }] : [],
  );

/** Flip points inside the range shown: half of the draws change sides there. */
export const flipMarks = (coalitions: readonly Coalition[], which: 'against_lambda' | 'against_rivalry'): Mark[] =>
  coalitions.flatMap((c, k) => {
    const curve = c.durability?.[which];
    if (!curve || curve.flip === null || curve.flip > Math.max(...curve.weight)) return [];
    return [{ x: curve.flip, y: 50, colour: (k + 1) % 5, shape: 'diamond' as const, text: `${c.name} flips at ${plain(curve.flip, 4)}` }];
  });

export const COLUMNS = ['Candidate', 'Best', 'Joins, %', 'Hedges, %', 'Refuses, %', 'Margin of joining, %', 'Range', 'Sign', 'Probability of punishment', 'Side payment, million USD a year'];

/** A row a candidate; each payoff is the expected change of real income. */
export const candidateRows = (choices: Choices): (string | number | null)[][] =>
  choices.candidates.map((c) => [
    c.name,
    c.best,
    signed(c.payoffs.join.expected_pct),
    signed(c.payoffs.hedge.expected_pct),
    signed(c.payoffs.refuse.expected_pct),
    signed(c.margin_pct),
    `${signed(c.margin_range_pct[0])} to ${signed(c.margin_range_pct[1])}`,
    c.sign_uncertain ? `uncertain (${c.reversed_by.join(', ')})` : '',
    turns(c),
    c.side_payment_usd_mn === null ? null : Math.round(c.side_payment_usd_mn),
  ]);
