// What the run does not hold of one state: its own partners and its trail through the years.
import { country } from '../lib/api';
import type { Result } from '../lib/types';
import type { YearOfState } from './triangle';

export interface CountryView {
  readonly pairs: Record<string, unknown>[] | null;
  readonly years: YearOfState[] | null;
}

/** Asked for when a run is whole and a state is open; nothing where the server has no answer, which costs no other number. */
export function countryView(result: () => Result | null, iso3: () => string): CountryView {
  let found = $state.raw<{ pairs: Record<string, unknown>[]; years: YearOfState[]; of: string } | null>(null);
  $effect(() => {
    const run = result();
    const code = iso3();
    if (!run) return;
    const control = new AbortController();
    country(run.scenario, code, control.signal).then(
      (answer) => {
        if (!control.signal.aborted) found = { ...answer, of: code };
      },
      () => {
        if (!control.signal.aborted) found = null;
      },
    );
    return () => control.abort();
  });
  return {
    get pairs() {
      return found?.of === iso3() ? found.pairs : null;
    },
    get years() {
      return found?.of === iso3() && found.years.length ? found.years : null;
    },
  };
}
