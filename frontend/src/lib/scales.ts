// Fixed scales of the map, the same for every scenario and the same as in the report, so that maps can be compared.
import { MINUS, plain } from './format';

export interface Scale {
  /** Name of the variable; a tab adds the pole: `closeness:CHN`. */
  key: string;
  /** On the tab. */
  label: string;
  unit: string;
  /** Changes go both ways from zero, five classes each; levels go from little to much, seven classes. */
  kind: 'change' | 'level';
  /** Class limits, rising; of a change on each side of zero, where inside the first counts as near zero. */
  limits: readonly number[];
  digits: number;
  /** Whether it is of politics: computed after the economy, and of a chosen pole. */
  political: boolean;
  ofPole: boolean;
}

const change = (key: string, label: string, unit: string, limits: number[], digits: number): Scale => ({
  key, label, unit, kind: 'change', limits, digits, political: false, ofPole: false,
});

export const SCALES: readonly Scale[] = [
  change('real_income_pct', 'Real income', '% change', [0.01, 0.1, 0.3, 1, 3], 3),
  change('exports_pct', 'Exports', '% change of value', [0.1, 1, 3, 10, 30], 2),
  change('imports_pct', 'Imports', '% change of value before duty', [0.1, 1, 3, 10, 30], 2),
  change('price_pct', 'Prices', '% change of final prices', [0.03, 0.3, 1, 3, 10], 2),
  { key: 'exposure', label: 'Exposure', unit: '% of real income lost if the pole stopped all trade with it', kind: 'level', limits: [0.1, 0.3, 1, 2, 4, 8], digits: 2, political: false, ofPole: true },
  { ...change('closeness_change', 'Closeness, change', 'points of closeness', [0.1, 0.3, 1, 3, 10], 2), political: true, ofPole: true },
  { key: 'closeness', label: 'Closeness', unit: '% of closeness to all poles', kind: 'level', limits: [5, 15, 25, 40, 55, 70], digits: 1, political: true, ofPole: true },
  { ...change('alignment_change', 'Position, change', 'hundredths of an ideal point', [0.1, 0.3, 1, 3, 10], 1), political: true },
  { key: 'position', label: 'Position', unit: 'ideal point, higher is closer to the United States', kind: 'level', limits: [-1, -0.5, 0, 0.5, 1, 1.5], digits: 2, political: true, ofPole: false },
];

/** What questions and links call the tabs. */
const SHORT: Record<string, string> = {
  real_income: 'real_income_pct', income: 'real_income_pct', trade: 'exports_pct', exports: 'exports_pct', imports: 'imports_pct',
  prices: 'price_pct', price: 'price_pct', alignment: 'alignment_change',
};

export interface Tab {
  scale: Scale;
  /** ISO3 or group of the pole, empty where the variable has none. */
  pole: string;
}

/** The tab of a text such as `closeness_change:CHN`; the first tab where it names none. */
export function readTab(text: string, poles: readonly string[]): Tab {
  const [name = '', wanted = ''] = text.split(':');
  const scale = SCALES.find((s) => s.key === (SHORT[name] ?? name)) ?? SCALES[0]!;
  if (!scale.ofPole) return { scale, pole: '' };
  const usual = poles.includes('CHN') ? 'CHN' : (poles[0] ?? '');
  return { scale, pole: poles.includes(wanted) ? wanted : usual };
}

export const writeTab = (scale: Scale, pole: string): string => (scale.ofPole && pole ? `${scale.key}:${pole}` : scale.key);

/** Class of a value: m5 (largest decrease) to m1, z (near zero), p1 to p5 of a change; q0 to q6 of a level; x where there is none. */
export function step(scale: Scale, value: number | null): string {
  if (value === null) return 'x';
  const size = scale.kind === 'change' ? Math.abs(value) : value;
  let level = 0;
  for (const limit of scale.limits) if (size >= limit) level++;
  if (scale.kind === 'level') return `q${level}`;
  return level === 0 ? 'z' : `${value > 0 ? 'p' : 'm'}${level}`;
}

export interface LegendStep {
  step: string;
  label: string;
}

/** Swatches from the largest decrease to the largest increase, or from the least to the most. */
export function legend(scale: Scale): LegendStep[] {
  const limits = scale.limits.map((limit) => String(limit).replace('-', MINUS));
  const most = limits.length - 1;
  if (scale.kind === 'level')
    return [
      { step: 'q0', label: `below ${limits[0]}` },
      ...limits.slice(1).map((limit, k) => ({ step: `q${k + 1}`, label: `${limits[k]} to ${limit}` })),
      { step: `q${most + 1}`, label: `above ${limits[most]}` },
    ];
  const sides = limits.slice(1).map((limit, k) => [k + 1, limits[k], limit] as const);
  return [
    { step: 'm5', label: `below ${MINUS}${limits[most]}` },
    ...sides.toReversed().map(([k, low, high]) => ({ step: `m${k}`, label: `${MINUS}${high} to ${MINUS}${low}` })),
    { step: 'z', label: `within ${plain(scale.limits[0], 3).replace(/0+$/, '')}` },
    ...sides.map(([k, low, high]) => ({ step: `p${k}`, label: `${low} to ${high}` })),
    { step: 'p5', label: `above ${limits[most]}` },
  ];
}
