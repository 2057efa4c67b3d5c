// What the map says of a state: the class of its colour, and the sentence of its tooltip.
import { ends, interval, plain, point, signed, uncertain } from '../lib/format';
import { step, type Tab } from '../lib/scales';
import type { Economy, Interval, Result, Value } from '../lib/types';

/** The numbers on the screen. */
export interface View {
  tab: Tab;
  economy: Economy | null;
  full: Result | null;
  /** Whether `full` has closures and sets, so that the signs were checked. */
  ranged: boolean;
}

export interface Reading {
  /** On the scale of the tab; null without data. */
  value: number | null;
  /** With sign and unit. */
  shown: string;
  /** Interval or range with what it spans; empty where there is none. */
  spread: string;
  low: number | null;
  high: number | null;
  /** What must be read with it: uncertain sign, approximate, why there is none. */
  note: string;
  unsure: boolean;
  /** Outside the world's accounts. */
  near: boolean;
  /** `pole`: the pole itself; `wait`: not computed yet; `none`: no data; `other`: no such number of a state that has others. */
  missing: '' | 'pole' | 'wait' | 'none' | 'other';
}

const NONE: Reading = { value: null, shown: '', spread: '', low: null, high: null, note: '', unsure: false, near: false, missing: 'none' };
const ACCOUNTS = 'in neither the accounts nor the goods trade of 2023';

/** Why a state without a number has none. */
export function whyNone(view: View, iso3: string): string {
  const told = view.full?.no_data.find((entry) => entry.iso3 === iso3)?.reason;
  if (told) return told;
  const { economy } = view;
  if (!economy || Object.keys(economy.satellites).length) return `no data: ${ACCOUNTS}`;
  return 'ROW' in economy.countries ? 'no data: part of rest-of-world' : 'no data: not in this world';
}

const missing = (what: Reading['missing'], note: string, near = false): Reading => ({ ...NONE, missing: what, note, near });

/** What the tab says of a state. */
export function readingOf(view: View, iso3: string | null): Reading {
  if (iso3 === null) return missing('none', 'no figures of its own');
  if (!view.economy) return missing('wait', 'being computed');
  const { scale } = view.tab;
  if (scale.key === 'exposure') return ofExposure(view, iso3);
  return scale.political ? ofPolitics(view, iso3) : ofEconomy(view, view.economy, iso3);
}

function ofEconomy(view: View, economy: Economy, iso3: string): Reading {
  const { scale } = view.tab;
  const country = economy.countries[iso3];
  if (!country) {
    const near = economy.satellites[iso3];
    if (!near) return missing('none', whyNone(view, iso3));
    if (scale.key !== 'real_income_pct') return missing('other', 'outside the world\u2019s accounts: approximate figures for real income only', true);
    const value = point(near.real_income_pct);
    if (value === null) return missing('none', `no number: ${near.why?.[0] ?? 'its trade is not known'}`);
    const [low, high] = near.interval_pct ?? [null, null];
    const crosses = low !== null && high !== null && low < 0 && high > 0;
    return {
      ...NONE, value, low, high, near: true, missing: '', shown: `${signed(value, 3)} %`,
      spread: low === null ? 'no interval' : `interval ${ends(low, high, 3)}, errors seen elsewhere`,
      note: `approximate, first order${crosses ? '; sign uncertain' : ''}`,
    };
  }
  const given = (country as unknown as Record<string, Value>)[scale.key];
  const value = point(given);
  if (value === null) return missing('other', 'no number');
  const long = economy.headline.chokepoints.length ? ' in the long run' : '';
  const found: Reading = { ...NONE, value, missing: '', shown: `${signed(value, scale.digits)} %${long}` };
  if (interval(given)) return drawn(found, interval(given)!, scale.digits);
  if (scale.key !== 'real_income_pct') return found;
  const range = country.real_income_range_pct;
  if (!range) return found;
  const note = country.sign_note ?? '';
  return { ...found, low: range[0], high: range[1], note, unsure: note !== '', spread: `range ${ends(range[0], range[1], 3)} over closures and elasticity sets` };
}

function drawn(found: Reading, spread: Interval, digits: number, factor = 1): Reading {
  const [low, high] = [spread.p10, spread.p90].map((end) => (end === null ? null : factor * end)) as [number | null, number | null];
  const unsure = uncertain(spread);
  return { ...found, low, high, unsure, spread: low === null ? '' : `80 % interval ${ends(low, high, digits)}`, note: unsure ? 'sign uncertain: the interval crosses zero' : '' };
}

function ofExposure(view: View, iso3: string): Reading {
  const { scale, pole } = view.tab;
  if (!view.full) return missing('wait', 'being computed');
  const country = view.full.countries[iso3];
  if (!country) return iso3 in view.full.satellites ? missing('other', 'outside the world\u2019s accounts: exposure is not known', true) : missing('none', whyNone(view, iso3));
  const value = country.exposure?.[pole] ?? null;
  if (value === null) return iso3 === pole ? missing('pole', 'the pole itself') : missing('other', pole === 'EU' ? 'a member, or no number' : 'no number');
  return { ...NONE, value, missing: '', shown: `${plain(value, scale.digits)} % of real income` };
}

/** Factor from the plain values to the scale of the map. */
const FACTOR: Record<string, number> = { position: 1, alignment_change: 100, closeness: 100, closeness_change: 100 };

function ofPolitics(view: View, iso3: string): Reading {
  const { scale, pole } = view.tab;
  if (!view.full) return missing('wait', 'being computed');
  if (!view.full.alignment) return missing('none', 'alignment was not computed; the warnings say why');
  const row = view.full.alignment.states[iso3];
  if (!row) return missing('none', view.full.alignment.no_data[iso3] ?? 'no data');
  if (row.is_pole && scale.key === 'alignment_change') return missing('pole', 'a pole: fixed');
  const given = scale.key === 'position' ? row.alignment : scale.key === 'alignment_change' ? row.alignment_change : scale.key === 'closeness' ? row.closeness[pole] : row.closeness_change[pole];
  const raw = point(given);
  if (raw === null) return missing('pole', iso3 === pole || row.is_pole ? 'the pole itself' : 'no number');
  const factor = FACTOR[scale.key] ?? 1;
  const shown = {
    position: `position ${signed(raw, 2)}`,
    alignment_change: `${signed(raw, 3)} ideal points`,
    closeness: `${plain(100 * raw, 1)} %`,
    closeness_change: `${signed(100 * raw, 2)} points`,
  }[scale.key]!;
  const found: Reading = { ...NONE, value: factor * raw, missing: '', shown };
  const spread = interval(given);
  if (!spread) return found;
  const told = scale.key === 'alignment_change' ? drawn(found, spread, 3) : drawn(found, spread, scale.digits, factor);
  const own = { ...told, low: factor * (spread.p10 ?? NaN), high: factor * (spread.p90 ?? NaN) };
  if (scale.kind !== 'level') return own;
  const levels = scale.key === 'closeness' ? `80 % interval ${plain(own.low, scale.digits)} to ${plain(own.high, scale.digits)}` : own.spread;
  return { ...own, spread: levels, unsure: false, note: '' };
}

/** Classes of a state on the map. */
export function classOf(view: View, iso3: string | null): string {
  const found = readingOf(view, iso3);
  if (found.value === null) return { pole: 'grey', wait: 'grey', other: found.near ? 'grey near' : 'grey', none: 'x', '': 'x' }[found.missing];
  return `${step(view.tab.scale, found.value)}${found.near ? ' near' : found.unsure ? ' unsure' : ''}`;
}

/** Whether no state on the map reaches the first class of a change: the map would be one colour. */
export function tooWeak(view: View): boolean {
  const { scale, pole } = view.tab;
  const states = view.full?.alignment?.states;
  if (!states || !scale.political || scale.kind !== 'change') return false;
  const first = scale.limits[0]! / (FACTOR[scale.key] ?? 1);
  return Object.values(states).every((row) => row.is_pole || Math.abs(point(scale.key === 'alignment_change' ? row.alignment_change : row.closeness_change[pole]) ?? 0) < first);
}

/** All that a tooltip or a screen reader says. */
export function sentence(view: View, name: string, iso3: string | null, disputed: boolean): string[] {
  const found = readingOf(view, iso3);
  const lines = [name, found.shown, found.spread, found.note, disputed ? 'disputed' : ''];
  return lines.filter((line) => line !== '');
}
