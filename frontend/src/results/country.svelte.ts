// What the run does not hold of one state: its own partners and its trail through the years.
import { untrack } from 'svelte';
import { country } from '../lib/api';
import { run } from '../lib/run.svelte';
import type { Result } from '../lib/types';
import type { YearOfState } from './triangle';

export interface CountryView {
  readonly pairs: Record<string, unknown>[] | null;
  readonly years: YearOfState[] | null;
}

/** Asked for when a run is whole and a state is open; nothing where the server has no answer, which costs no other number. */
export function countryView(result: () => Result | null, iso3: () => string): CountryView {
  let found = $state.raw<{ pairs: Record<string, unknown>[]; years: YearOfState[]; of: string; input: number } | null>(null);
  /** The same state, and the same input unless the whole is marked as old anyway. */
  const fits = $derived(found !== null && found.of === iso3() && (result() === null || found.input === run.shown));
  $effect(() => {
    const whole = result();
    const code = iso3();
    if (!whole || untrack(() => fits)) return;
    const input = run.shown;
    const control = new AbortController();
    country(whole.scenario, code, control.signal).then(
      (answer) => {
        if (!control.signal.aborted) found = { ...answer, of: code, input };
      },
      () => {
        if (!control.signal.aborted) found = null;
      },
    );
    return () => control.abort();
  });
  return {
    get pairs() {
      return fits ? found!.pairs : null;
    },
    get years() {
      return fits && found!.years.length ? found!.years : null;
    },
  };
}
