// Reasons of a change: parts that sum to it, each beginning where the one before ends.
import { point, signed } from '../lib/format';
import type { Country, Result, StateAlignment, Value } from '../lib/types';
import type { Bar } from './bars';

export interface Part {
  label: string;
  sub?: string;
  size: number;
}

export interface Fall {
  parts: Part[];
  total: number;
  /** Parts less the total: nothing but rounding. */
  gap: number;
}

const WORDS: Record<string, string> = {
  income: 'real income', dependence: 'dependence on trade', loans: 'loans', aid: 'aid', visit: 'visits and calls', guarantee: 'guarantees and doubts',
  sanction: 'sanctions', pressure: 'pressure', attention: 'attention', membership: 'shared organisations',
};
const PEERS = ', passed on by peers';
/** Changes of a position that are smaller are not told one by one. */
const TOLD = 5e-5;
const MOST = 8;

/** A channel as people say it. */
export function channel(name: string): string {
  const own = name.replace(PEERS, '');
  return `${WORDS[own] ?? own}${name.endsWith(PEERS) ? PEERS : ''}`;
}

const made = (parts: Part[], total: number): Fall => ({ parts, total, gap: parts.reduce((sum, part) => sum + part.size, 0) - total });

/** Change of real income by move, with what the split leaves over. Null where the run was not split, or not for this state. */
export function incomeByMove(result: Result, iso3: string): Fall | null {
  const total = point(result.countries[iso3]?.real_income_pct);
  if (!result.by_move || total === null) return null;
  const of = (numbers: unknown) => point((numbers as Record<string, Value> | undefined)?.[iso3]);
  const sizes = result.by_move.moves.map((move) => ({ label: move.label, size: of(move['real_income_pct']) }));
  const rest = of(result.by_move.remainder['real_income_pct']);
  const parts = sizes.filter((part): part is Part => part.size !== null);
  if (rest === null || parts.length < sizes.length) return null;
  // the split is of the point; what its path leaves over is a part of its own
  const all = [...parts, { label: 'remainder', sub: 'what the split leaves over', size: rest }];
  return made(all, total);
}

/** Change of real income by channel: first-order parts, and the rest. */
export function incomeByChannel(country: Country): Fall | null {
  const [total, terms, volume] = [country.real_income_pct, country.terms_of_trade_pct, country.volume_of_trade_pct].map(point);
  if (total == null || terms == null || volume == null) return null;
  return made(
    [
      { label: 'terms of trade', sub: 'prices of what it sells against what it buys', size: terms },
      { label: 'volume of trade', sub: 'change of imports that carry duty', size: volume },
      { label: 'the rest', sub: 'beyond first order, and what trade at higher cost wastes', size: total - terms - volume },
    ],
    total,
  );
}

/** Change of position by move and channel; the largest eight one by one, all others summed. */
export function positionByReason(row: StateAlignment): Fall {
  const told = row.why.map((why) => ({ label: String(why['moves']), sub: `${channel(String(why['channel']))}, ${String(why['pole'])}`, size: point(why['ideal_points'] as Value) ?? 0 }));
  let shown = 0;
  while (shown < Math.min(MOST, told.length) && Math.abs(told[shown]!.size) >= TOLD) shown++;
  const rest = told.slice(shown).reduce((sum, part) => sum + part.size, 0) + (point(row.why_rest) ?? 0);
  const parts: Part[] = told.slice(0, shown);
  if (parts.length || Math.abs(rest) >= TOLD) parts.push({ label: 'all others', size: rest });
  return made(parts, point(row.alignment_change) ?? 0);
}

/** Bars of a waterfall, the whole last. */
export function fallBars(fall: Fall, digits: number, whole: string): Bar[] {
  let sum = 0;
  const parts = fall.parts.map((part): Bar => {
    const from = sum;
    sum += part.size;
    return { label: part.label, ...(part.sub ? { sub: part.sub } : {}), from, value: sum, text: signed(part.size, digits), kind: 'part' };
  });
  return [...parts, { label: whole, value: fall.total, text: signed(fall.total, digits), kind: 'sum' }];
}
