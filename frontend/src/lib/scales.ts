// Fixed diverging scales of the map, the same for every scenario, so that maps can be compared.
import { point } from './format';
import type { Economy, Result } from './types';

export interface Scale {
  /** Name of the variable, and the tab's. */
  key: string;
  label: string;
  unit: string;
  /** Class limits on each side of zero, rising; inside the first a change counts as near zero. */
  steps: readonly [number, number, number, number, number];
  digits: number;
}

export const SCALES: readonly Scale[] = [
  { key: 'real_income_pct', label: 'Real income', unit: '% change', steps: [0.01, 0.1, 0.3, 1, 3], digits: 3 },
  { key: 'exports_pct', label: 'Exports', unit: '% change of value', steps: [0.1, 1, 3, 10, 30], digits: 2 },
  { key: 'imports_pct', label: 'Imports', unit: '% change of value before duty', steps: [0.1, 1, 3, 10, 30], digits: 2 },
  { key: 'price_pct', label: 'Prices', unit: '% change of final prices', steps: [0.03, 0.3, 1, 3, 10], digits: 2 },
];

/** Class of a value: m5 (largest decrease) to m1, z (near zero), p1 to p5; x where there is none. */
export function step(scale: Scale, value: number | null): string {
  if (value === null) return 'x';
  const size = Math.abs(value);
  const level = scale.steps.filter((limit) => size >= limit).length;
  return level === 0 ? 'z' : `${value > 0 ? 'p' : 'm'}${level}`;
}

/** Value of an economy's variable, or of a satellite's real income; null without data. */
export function economyValue(economy: Economy | Result, key: string, iso3: string): number | null {
  const country = economy.countries[iso3] as unknown as Record<string, never> | undefined;
  if (country) return point(country[key]);
  return key === 'real_income_pct' ? point(economy.satellites[iso3]?.real_income_pct) : null;
}
