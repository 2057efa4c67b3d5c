// Flows with a country that change most.
import { point } from '../lib/format';
import type { Value } from '../lib/types';

export interface Flow {
  /** Whether the country sells; else it buys. */
  sells: boolean;
  partner: string;
  before: number;
  after: number;
  change: number;
  percent: number | null;
}

/** Flows of one country out of rows of pairs, largest change first, thousand million USD. */
export function flowsOf(pairs: readonly Record<string, unknown>[], iso3: string): Flow[] {
  const bn = (row: Record<string, unknown>, name: string) => (point(row[name] as Value) ?? 0) / 1000;
  return pairs
    .filter((row) => row['exporter'] === iso3 || row['importer'] === iso3)
    .map((row) => ({
      sells: row['exporter'] === iso3,
      partner: String(row['exporter'] === iso3 ? row['importer'] : row['exporter']),
      before: bn(row, 'before_usd_mn'),
      after: bn(row, 'after_usd_mn'),
      change: bn(row, 'change_usd_mn'),
      percent: point(row['change_pct'] as Value),
    }))
    .toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change));
}
