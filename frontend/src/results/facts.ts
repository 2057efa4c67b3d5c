// Numbers beside real income of an economy, a satellite and a state, in the order and with the digits of the command line.
import { plain, point, signed } from '../lib/format';
import type { Country, Satellite, StateAlignment, Value } from '../lib/types';
import type { Fact } from './Facts.svelte';
import { drawnSpread } from './spread';

type Row = [name: string, key: keyof Country, unit: string, digits: number, sign: boolean, meaning: string];

const ROWS: Row[] = [
  ['Real wage', 'real_wage_pct', '%', 3, true, '% change: wage over final prices'],
  ['Prices', 'price_pct', '%', 2, true, '% change of final prices, in units of world value added'],
  ['Exports', 'exports_pct', '%', 2, true, '% change of value, in units of world value added'],
  ['Imports', 'imports_pct', '%', 2, true, '% change of value before duty, in units of world value added'],
  ['Duty revenue', 'duty_revenue_pct_gdp', '% of GDP', 3, false, '% of GDP, new level'],
  ['Duty revenue, change', 'duty_revenue_change_pp_gdp', 'points of GDP', 3, true, 'percentage points of GDP, change'],
  ['Workers who change sector', 'labour_reallocation_pct', '%', 2, false, '% of workers who change sector'],
  ['Buyers bear', 'buyers_bear_pct', '% of raised duties', 0, false, '% of raised duties borne by the importer\u2019s buyers'],
];

const fact = (name: string, value: Value | undefined, unit: string, digits: number, sign: boolean, meaning: string, factor = 1): Fact => {
  const number = point(value);
  const spread = drawnSpread(value, digits, factor, !sign);
  const text = (sign ? signed : plain)(number === null ? null : factor * number, digits);
  return { name, text: number === null ? text : `${text} ${unit}`.trim(), spread: spread.short, note: sign ? spread.note : '', meaning };
};

export function economyFacts(country: Country): Fact[] {
  const rows = ROWS.filter(([, key]) => key !== 'buyers_bear_pct' || point(country.buyers_bear_pct) !== null); // defined only where a duty rose
  return rows.map(([name, key, ...rest]) => fact(name, country[key] as Value, ...rest));
}

export function satelliteFacts(near: Satellite): Fact[] {
  const own = near as unknown as Record<string, Value>;
  const rest: Row[] = [
    ['Export demand', 'export_demand_pct' as keyof Country, '%', 3, true, '% change of export demand at an unchanged wage, first order'],
    ['Cost of imports', 'import_cost_pct' as keyof Country, '%', 3, true, '% change of what its imports cost abroad, first order'],
    ['Exports of goods 2023', 'exports_pct_gdp' as keyof Country, '% of GDP', 1, false, 'goods exports 2023, % of GDP'],
    ['Imports of goods 2023', 'imports_pct_gdp' as keyof Country, '% of GDP', 1, false, 'goods imports 2023, % of GDP'],
  ];
  return rest.filter(([, key]) => own[key] !== undefined).map(([name, key, ...more]) => fact(name, own[key], ...more));
}

export function positionFacts(row: StateAlignment, noise: number | null): Fact[] {
  const change = point(row.alignment_change);
  const share = noise && change !== null ? ` (${plain((100 * Math.abs(change)) / noise, 0)} % of what positions wander anyway)` : '';
  const facts = [
    fact('Position', row.alignment, 'ideal points', 2, true, 'ideal point, higher is closer to the United States'),
    fact('Change of position', row.alignment_change, `ideal points${share}`, 3, true, 'ideal points, change by the moves'),
    fact('Hedging, 0 to 1', row.hedging, '', 2, false, '0 all with one pole, 1 equally close to all'),
    fact('Engagement, sum of ties', row.engagement, '', 2, true, 'sum of ties with the poles, each between \u22121 and 1'),
  ];
  return row.is_pole ? [facts[0]!, { name: 'Change of position', text: 'a pole: fixed', spread: '', meaning: 'poles do not move' }] : [{ ...facts[0]!, note: '' }, facts[1]!, facts[2]!, { ...facts[3]!, note: '' }];
}
