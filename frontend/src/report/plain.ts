// What a reader without scripts sees of a report file: the headline, every economy, the moves and the scenario file.
import { eighty, point, signed } from '../lib/format';
import type { Embedded } from './embedded';
import { escape } from './html';

/** HTML of the file's part for browsers without scripts. */
export function plainReport({ result, yaml, made, catalogue }: Embedded): string {
  const { headline, countries, scenario, world, warnings } = result;
  const world_income = headline.world_real_income_pct;
  const rows = Object.entries(countries)
    .sort(([, a], [, b]) => (point(a.real_income_pct) ?? 0) - (point(b.real_income_pct) ?? 0))
    .map(([iso3, found]) => {
      const cells = [signed(point(found.real_income_pct)), eighty(found.real_income_pct), signed(point(found.real_wage_pct)), signed(point(found.exports_pct), 2)];
      return `<tr><th scope="row">${escape(`${iso3} ${found.name}`)}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
    });
  const drawn = eighty(world_income);
  return `
<h1>${escape(scenario.name)}</h1>
<p><strong>Conditional scenario, not a forecast.</strong> ${escape(world.name)}, data of ${world.year}; Multipolar ${escape(catalogue.version)}; made ${escape(made.slice(0, 10))}.
This file shows maps, reasons and levers where scripts may run; without them, its numbers are below.</p>
<p>Real income of the world in ${headline.year}: ${signed(point(world_income))} %${drawn ? ` (80 %: ${drawn})` : ''}.</p>
${warnings.map((text) => `<p>${escape(text)}</p>`).join('\n')}
<table><caption>Change against the baseline, in per cent, ${headline.year}</caption>
<thead><tr><th scope="col">Economy</th><th scope="col">Real income</th><th scope="col">80 % interval</th><th scope="col">Real wage</th><th scope="col">Exports</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table>
<h2>Scenario file</h2>
<pre>${escape(yaml)}</pre>
`;
}
