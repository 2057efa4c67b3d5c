// The one-file report: the page's own program with the numbers at hand, in a file that asks for nothing.
import * as api from '../lib/api';
import { download } from '../lib/files';
import { slug } from '../lib/format';
import { run } from '../lib/run.svelte';
import { bench } from '../lib/scenario.svelte';
import { shared } from '../lib/shared.svelte';
import { toYaml } from '../lib/yaml';
import { YEARS } from '../order/history';
import type { Result } from '../lib/types';
import type { Embedded } from './embedded';
import { escape, inElement } from './html';
import { plainReport } from './plain';

/** The shell that the build writes beside the page: script, style and policy, with places for title, plain text and data. */
const SHELL = 'assets/report.html';

/** The shell with its three places filled; what is put in is never searched for places. */
export function fill(shell: string, given: { title: string; plain: string; data: string }): string {
  const parts: string[] = [];
  let rest = shell;
  for (const place of ['title', 'plain', 'data'] as const) {
    const at = rest.indexOf(`@@${place}@@`);
    if (at < 0) throw new Error('The shell of the report is not of this version of the page; reload the page.');
    parts.push(rest.slice(0, at), given[place]);
    rest = rest.slice(at + place.length + 4);
  }
  return [...parts, rest].join('');
}

/** Answers that other views of the file need; a view whose answer fails says so itself. */
async function answers(result: Result): Promise<Record<string, unknown>> {
  const { scenario } = bench;
  const belief = result.alignment?.belief ?? 'measured';
  const { gainers, losers } = result.headline;
  const told = new Set([...gainers, ...losers].map((row) => row.iso3));
  for (const iso3 of [...(scenario.poles ?? []), ...(shared.state ? [shared.state] : [])]) told.add(iso3);
  const asked: [string, Promise<unknown>][] = [
    [api.paths.parameters(belief), api.parameters(belief).then((parameters) => ({ parameters }))],
    [api.paths.today, api.today(scenario).then((today) => ({ today }))],
    [api.paths.order(YEARS.first, YEARS.last), api.orderOverTime(YEARS.first, YEARS.last)],
  ];
  if (scenario.coalition) asked.push([api.paths.coalition, api.coalition(scenario)]);
  for (const iso3 of told) asked.push([api.countryKey(iso3), api.country(scenario, iso3)]);
  const found = await Promise.allSettled(asked.map(([, answer]) => answer));
  return Object.fromEntries(
    found.flatMap((answer, at) => (answer.status === 'fulfilled' ? [[asked[at]![0], answer.value]] : [])),
  );
}

/** The report of the newest whole run as one HTML file; throws a sentence where there is none yet. */
export async function reportFile(): Promise<{ name: string; html: string }> {
  const { full, stale } = run;
  const { catalogue } = shared;
  if (!full || stale || !catalogue) throw new Error('The run is not complete yet: the report needs the whole path, not the last year alone.');
  const { scenario, preset, changed } = bench;
  const report: Embedded = {
    layout: 1,
    made: new Date().toISOString(),
    preset: changed ? null : preset,
    yaml: toYaml(scenario),
    scenario,
    result: full,
    catalogue,
    answers: await answers(full),
    tab: shared.tab,
    state: shared.state,
  };
  const response = await fetch(SHELL, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`The shell of the report is missing: the server answered ${response.status}.`);
  const html = fill(await response.text(), {
    title: escape(`${scenario.name}, Multipolar`),
    plain: plainReport(report),
    data: inElement(report),
  });
  return { name: `${slug(scenario.name)}.html`, html };
}

/** Offer it for download. */
export async function downloadReport(): Promise<void> {
  const { name, html } = await reportFile();
  download(new Blob([html], { type: 'text/html' }), name);
  shared.said = `Report saved as ${name}, ${(html.length / 1e6).toFixed(1)} MB; it opens without a server.`;
}
