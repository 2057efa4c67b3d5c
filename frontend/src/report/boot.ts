// Open a report file: the same program, with the run at hand and nothing to change.
import { run } from '../lib/run.svelte';
import { bench } from '../lib/scenario.svelte';
import { shared } from '../lib/shared.svelte';
import { embedded } from './embedded';

/** Take in the data of a report file, if this is one. */
export function boot(): void {
  const report = embedded();
  if (!report) return;
  shared.offline = true;
  shared.catalogue = report.catalogue;
  shared.tab = report.tab;
  shared.state = report.state;
  bench.load(report.scenario, report.preset);
  run.show(report.result);
}
