// Parameters as the table shows them: what holds in this scenario, what was changed, what fits a search.
import type { Parameter, Scenario } from '../lib/types';

export interface Row extends Parameter {
  /** Ends of the range and what they are: draws, published sets. */
  range?: [number, number] | null;
  range_of?: string;
  /** Of an elasticity: its value in each published set. */
  by_set?: Record<string, number>;
}

export type Assumptions = Record<string, number>;

export const assumptionsOf = (scenario: Scenario): Assumptions => (scenario.settings?.assumptions ?? {}) as Assumptions;
export const setting = (scenario: Scenario, name: string): unknown => scenario.settings?.[name];

/** Value without an assumption of the user's: the belief's, or that of the chosen set of elasticities. */
export function given(row: Row, scenario: Scenario): number {
  const set = setting(scenario, 'elasticities');
  return (typeof set === 'string' ? row.by_set?.[set] : undefined) ?? row.value;
}

export const held = (row: Row, scenario: Scenario): number => assumptionsOf(scenario)[row.name] ?? given(row, scenario);
export const isChanged = (row: Row, scenario: Scenario): boolean => row.name in assumptionsOf(scenario);

/** Sets or takes away an assumption in a scenario that is being edited. */
export function assume(scenario: Scenario, name: string, value: number | null): void {
  const next: Assumptions = { ...assumptionsOf(scenario) };
  if (value === null) delete next[name];
  else next[name] = value;
  const settings: Record<string, unknown> = { ...scenario.settings, assumptions: next };
  if (!Object.keys(next).length) delete settings.assumptions;
  scenario.settings = settings;
}

/** A step of a slider that has some two hundred, a round one. */
export function sliderStep(low: number, high: number): number {
  const rough = (high - low) / 200;
  const power = 10 ** Math.floor(Math.log10(rough));
  return Number(([1, 2, 5, 10].find((k) => k * power >= rough * 0.999)! * power).toPrecision(3));
}

/** What is wrong with a value for a parameter, in words; empty where nothing is. */
export function trouble(row: Pick<Row, 'low' | 'high'>, text: string): string {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return 'a number is needed';
  if (row.low !== null && value < row.low) return `not below ${row.low}`;
  if (row.high !== null && value > row.high) return `not above ${row.high}`;
  return '';
}

/** Rows that have all words somewhere, in their sections. */
export function grouped(rows: readonly Row[], words: string, keep: (row: Row) => boolean): [string, Row[]][] {
  const parts = words.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const text = `${row.name} ${row.section} ${row.meaning} ${row.source} ${row.grade} ${row.unit} ${row.note}`.toLowerCase();
    if (!keep(row) || !parts.every((part) => text.includes(part))) continue;
    groups.set(row.section, [...(groups.get(row.section) ?? []), row]);
  }
  return [...groups];
}

/** A number of a parameter, short. */
export const short = (value: number): string => Number(value.toPrecision(4)).toString().replace('-', '\u2212');

export interface Bar {
  name: string;
  meaning: string;
  low_value: string;
  high_value: string;
  low: number;
  high: number;
  swing: number;
  explained: number | null;
}
export interface Tornado {
  outcome: string;
  who: string | null;
  unit: string;
  point: number;
  bars: Bar[];
}
export const tornados = (draws: Record<string, unknown> | null | undefined): Tornado[] => (Array.isArray(draws?.tornado) ? (draws.tornado as Tornado[]) : []);

const OUTCOMES: Record<string, string> = {
  world_real_income_pct: 'world real income', real_income_pct: 'real income', alignment: 'the position', alignment_change: 'the change of position', hedging: 'hedging', engagement: 'engagement',
};
/** An outcome in words: `closeness_change_RUS` names its pole. */
export function outcomeName(outcome: string, pole: (code: string) => string): string {
  const found = /^(closeness_change|closeness)_(.+)$/.exec(outcome);
  if (found) return `${found[1] === 'closeness' ? 'closeness' : 'the change of closeness'} to ${pole(found[2]!)}`;
  return OUTCOMES[outcome] ?? outcome.replaceAll('_', ' ');
}
