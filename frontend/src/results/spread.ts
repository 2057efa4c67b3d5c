// Ends of a number and what they span: 80 % of draws where there are draws, else the range over closures and sets.
import { ends, interval, plain, uncertain } from '../lib/format';
import type { Country, Satellite, Value } from '../lib/types';

export interface Spread {
  low: number | null;
  high: number | null;
  /** `−0.34 to −0.27, 80 % of draws`; empty where nothing was computed. */
  text: string;
  /** Without what it spans. */
  short: string;
  unsure: boolean;
  note: string;
}

const NONE: Spread = { low: null, high: null, text: '', short: '', unsure: false, note: '' };

/** Interval of a drawn number; a level has no plus before it. */
export function drawnSpread(value: Value | undefined, digits = 3, factor = 1, level = false): Spread {
  const found = interval(value);
  if (!found || found.p10 === null || found.p90 === null) return NONE;
  const [low, high] = [factor * found.p10, factor * found.p90];
  const short = level ? `${plain(low, digits)} to ${plain(high, digits)}` : ends(low, high, digits);
  const unsure = uncertain(found);
  return { low, high, short, text: `${short}, 80 % interval`, unsure, note: unsure ? 'sign uncertain' : '' };
}

/** Of an economy's real income. */
export function incomeSpread(country: Country, digits = 3): Spread {
  const drawn = drawnSpread(country.real_income_pct, digits);
  if (drawn.text) return drawn;
  const range = country.real_income_range_pct;
  if (!range) return NONE;
  const short = ends(range[0], range[1], digits);
  const note = country.sign_note ?? '';
  return { low: range[0], high: range[1], short, text: `${short}, range over closures and elasticity sets`, unsure: note !== '', note };
}

/** Of a satellite: from the errors of the approximation, judged elsewhere. */
export function nearSpread(near: Satellite): Spread {
  if (!near.interval_pct) return { ...NONE, text: 'no interval' };
  const [low, high] = near.interval_pct;
  const unsure = low < 0 && high > 0;
  const short = ends(low, high, 3);
  return { low, high, short, text: `${short}, errors seen elsewhere`, unsure, note: unsure ? 'sign uncertain' : '' };
}
