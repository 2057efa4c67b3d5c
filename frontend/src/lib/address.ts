// The address of what is on the screen, the same for the address bar and for sharing.
import { bench } from './scenario.svelte';
import { shared } from './shared.svelte';
import { pack, writeHash } from './url';
import { toYaml } from './yaml';

/**
 * What stands behind `#`: a packaged scenario by name, any other one whole. What it is about is read before it waits.
 * @param descends whether the scenario is that of the question, with other levers.
 */
export function addressNow(descends: boolean): Promise<string> {
  const { view, tab, state, question, compare } = shared;
  const { scenario, preset, changed } = bench;
  const place = { view, tab, state, question, compare };
  if (!changed && preset !== null) return Promise.resolve(writeHash({ ...place, preset, packed: null }));
  return pack(toYaml(scenario)).then((packed) => writeHash({ ...place, preset: null, packed, changed: descends }));
}
