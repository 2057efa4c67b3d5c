// What all views share: the catalogue, where the user is, and what the page says aloud.
import type { Catalogue } from './types';
import type { View } from './url';

/** Packaged scenario that a first visit opens. */
export const FIRST = 'us-china-60';

class Shared {
  catalogue = $state.raw<Catalogue | null>(null);
  view = $state<View>('simulator');
  /** Variable on the map; see `scales.ts`. */
  tab = $state('real_income_pct');
  /** State whose drawer is open, by ISO3; null for none. */
  state = $state<string | null>(null);
  /** Question whose answer is shown, by id; null for none. */
  question = $state<string | null>(null);
  /** What the comparison holds, as the address writes it; see `Place.compare`. */
  compare = $state.raw<string[]>([]);
  /** A sentence for a screen reader and the toast, set by whoever did something worth telling. */
  said = $state('');
  /** Whether this is a report file: no server, nothing to change. */
  offline = $state(false);

  /** English name of a state, its code where it has none. */
  name(iso3: string): string {
    return this.#names.get(iso3) ?? iso3;
  }

  #names = $derived(new Map(this.catalogue?.states.map((s) => [s.iso3, s.name]) ?? []));
}

export const shared = new Shared();
