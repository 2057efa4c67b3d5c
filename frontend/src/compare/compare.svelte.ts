// The scenarios that are compared: chosen, run one after another, kept while the page is open.
import { readScenario, RequestError, simulate } from '../lib/api';
import { bench } from '../lib/scenario.svelte';
import { FIRST, shared } from '../lib/shared.svelte';
import type { Result, Scenario } from '../lib/types';
import { pack, unpack } from '../lib/url';
import { toYaml } from '../lib/yaml';

/** Most scenarios side by side. */
export const MOST = 4;
/** An address longer than this is cut by mail programs: snapshots are then left out of it. */
const LONGEST = 4000;
const DRAWS = 50;

export class Entry {
  /** As the address writes it: a packaged name, `@`, or `~` and packed YAML. */
  code: string;
  name = $state('');
  status = $state<'waiting' | 'running' | 'done' | 'failed'>('waiting');
  /** What is being computed. */
  stage = $state('');
  error = $state('');
  scenario: Scenario | null = null;
  result = $state.raw<Result | null>(null);
  constructor(code: string, name: string, scenario: Scenario | null = null) {
    this.code = code;
    this.name = name;
    this.scenario = scenario;
  }
}

class Comparison {
  entries = $state.raw<Entry[]>([]);
  /** Whether numbers are drawn, for intervals instead of ranges. */
  draws = $state(false);
  /** Whether the address had to leave snapshots out. */
  unsaved = $state(false);
  #control: AbortController | null = null;
  #written = '';

  get results(): Entry[] {
    return this.entries.filter((e) => e.result !== null);
  }
  /** A to D, by place. */
  letter(entry: Entry): string {
    return 'ABCD'[this.entries.indexOf(entry)] ?? '';
  }
  get busy(): boolean {
    return this.entries.some((e) => e.status === 'running' || e.status === 'waiting');
  }

  /** Follow the address, where it says something else than what is shown. */
  async follow(codes: readonly string[]): Promise<void> {
    if (this.entries.length && (!codes.length || codes.join() === this.#written)) return;
    const wanted = codes.length ? codes : ['@', bench.preset === FIRST ? `${FIRST}-retaliation` : FIRST];
    this.entries = wanted.slice(0, MOST).map((code) => new Entry(code, this.#title(code)));
    this.#write();
    await this.compute();
  }

  add(code: string): void {
    if (this.entries.length >= MOST || this.entries.some((e) => e.code === code)) return;
    this.entries = [...this.entries, new Entry(code, this.#title(code))];
    this.#write();
    void this.compute();
  }

  /** Keep the scenario under the hand as it is now, under a name. */
  async snapshot(name: string): Promise<void> {
    if (this.entries.length >= MOST) return;
    const scenario = { ...bench.scenario, name };
    const entry = new Entry(`~${await pack(toYaml(scenario))}`, name, scenario);
    if (this.entries.some((e) => e.code === entry.code)) return;
    this.entries = [...this.entries, entry];
    this.#write();
    await this.compute();
  }

  remove(entry: Entry): void {
    this.entries = this.entries.filter((e) => e !== entry);
    this.#write();
  }

  /** Make one the first, from which differences are taken. */
  first(entry: Entry): void {
    this.entries = [entry, ...this.entries.filter((e) => e !== entry)];
    this.#write();
  }

  /** The scenario under the hand changed: its run is done anew. */
  refresh(): void {
    const now = this.entries.find((e) => e.code === '@');
    if (!now || now.scenario === bench.scenario) return;
    now.status = 'waiting';
    now.name = this.#title('@');
    void this.compute();
  }

  again(): void {
    for (const entry of this.entries) entry.status = 'waiting';
    void this.compute();
  }

  stop(): void {
    this.#control?.abort();
    for (const entry of this.entries)
      if (entry.status === 'waiting' || entry.status === 'running') {
        entry.status = 'failed';
        entry.error = 'Stopped.';
      }
  }

  /** Run what waits, one after another; a failure of one leaves the others. */
  async compute(): Promise<void> {
    this.#control?.abort();
    const control = (this.#control = new AbortController());
    for (const entry of this.entries) if (entry.status === 'running') entry.status = 'waiting';
    for (let entry; (entry = this.entries.find((e) => e.status === 'waiting')); ) {
      await this.#run(entry, control.signal);
      if (control.signal.aborted) return;
    }
    shared.said = 'The comparison is computed.';
  }

  async #run(entry: Entry, signal: AbortSignal): Promise<void> {
    entry.status = 'running';
    entry.error = '';
    entry.stage = 'reading';
    try {
      const scenario = await this.#scenario(entry);
      entry.scenario = scenario;
      if (entry.code !== '@' && !entry.name) entry.name = scenario.name;
      const stages = ['last', 'path', 'ranges'] as const;
      const wanted = this.draws ? { stages: [...stages], draws: DRAWS, seed: 0 } : { stages: [...stages] };
      let result: Result | null = null;
      entry.stage = 'last year';
      for await (const line of simulate(scenario, wanted, signal, 'compare')) {
        if (line.stage === 'error') throw new RequestError(200, line.error);
        if (line.stage === 'progress') entry.stage = `${line.what} ${line.done} of ${line.total}`;
        else if (line.stage !== 'done') {
          entry.stage = { last: 'path', path: 'ranges', ranges: this.draws ? 'draws' : '', intervals: '' }[line.stage];
          if (line.stage !== 'last') result = line.result;
        }
      }
      if (!result) throw new Error('The server ended the run before its result.');
      entry.result = result;
      entry.status = 'done';
    } catch (error) {
      if (signal.aborted) return; // who stopped it says what becomes of it
      entry.status = 'failed';
      entry.result = null;
      entry.error = error instanceof Error ? error.message : String(error);
    } finally {
      if (!signal.aborted) entry.stage = '';
    }
  }

  async #scenario(entry: Entry): Promise<Scenario> {
    if (entry.code === '@') return bench.scenario;
    if (entry.scenario) return entry.scenario;
    if (!entry.code.startsWith('~')) return (await readScenario({ name: entry.code })).scenario;
    const yaml = await unpack(entry.code.slice(1)).catch(() => {
      throw new Error('This snapshot is cut off or altered in the address.');
    });
    const { scenario } = await readScenario({ yaml });
    entry.name = scenario.name;
    return scenario;
  }

  #title(code: string): string {
    if (code === '@') return `${bench.scenario.name} (now)`;
    if (code.startsWith('~')) return 'Snapshot';
    return shared.catalogue?.scenarios.find((s) => s.name === code)?.title ?? code;
  }
  #codes(): string[] {
    return this.entries.map((e) => e.code);
  }
  #write(): void {
    const codes = this.#codes();
    this.unsaved = codes.join().length > LONGEST;
    shared.compare = this.unsaved ? codes.filter((code) => !code.startsWith('~')) : codes;
    this.#written = shared.compare.join();
  }
}

export const comparison = new Comparison();
