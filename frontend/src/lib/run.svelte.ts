// One run at a time, latest input wins: the last year at once, the rest when the hand rests.
import { RequestError, simulate, type Wanted } from './api';
import type { ApiError, Economy, Result, Scenario, StageLine } from './types';

/** How long the hand must rest before the slower stages are asked for, in milliseconds. */
const REST_MS = 160;
const DRAWS = 200;

/** The numbers on the screen and how current they are. */
export class Run {
  /** Newest equilibrium of the last year: what map, headline and ranking show. */
  economy = $state.raw<Economy | null>(null);
  /** Newest whole run; older than `economy` while `stale`. */
  full = $state.raw<Result | null>(null);
  /** Whether `full` is of an earlier input than `economy`. */
  stale = $state(false);
  /** What is being computed; empty when nothing is. */
  busy = $state<'' | 'last' | 'path' | 'ranges' | 'intervals'>('');
  progress = $state<{ what: string; done: number; total: number } | null>(null);
  error = $state.raw<ApiError | null>(null);
  /** Time from input to the newest `economy`, in milliseconds. */
  took = $state(0);
  /** Whether intervals are asked for after the points. */
  draws = $state(DRAWS);
  /** Whether the newest full run has closures and sets, and draws. */
  reached = $state<'' | 'last' | 'path' | 'ranges' | 'intervals'>('');

  #pending: Scenario | null = null;
  #quick: Promise<void> | null = null;
  #slow: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** A new input: the last year is solved as soon as the solve before it is back. */
  input(scenario: Scenario): void {
    this.#pending = scenario;
    this.#slow?.abort();
    clearTimeout(this.#timer);
    this.#quick ??= this.#drain().finally(() => (this.#quick = null));
  }

  async #drain(): Promise<void> {
    let newest: Scenario | null = null;
    while (this.#pending) {
      newest = this.#pending;
      this.#pending = null;
      const start = performance.now();
      this.busy = 'last';
      const done = await this.#follow(newest, { stages: ['last'] }, new AbortController().signal);
      this.took = performance.now() - start;
      if (!done) newest = null;
    }
    this.busy = '';
    if (newest) {
      const scenario = newest;
      this.#timer = setTimeout(() => void this.#rest(scenario), REST_MS);
    }
  }

  async #rest(scenario: Scenario): Promise<void> {
    const control = (this.#slow = new AbortController());
    const stages: Wanted['stages'] = this.draws ? ['path', 'ranges', 'intervals'] : ['path', 'ranges'];
    this.busy = 'path';
    await this.#follow(scenario, { stages, ...(this.draws ? { draws: this.draws } : {}) }, control.signal);
    if (!control.signal.aborted) {
      this.busy = '';
      this.progress = null;
    }
  }

  /** Take in the stages of one request; false where it failed. */
  async #follow(scenario: Scenario, wanted: Wanted, signal: AbortSignal): Promise<boolean> {
    try {
      for await (const line of simulate(scenario, wanted, signal)) {
        if (signal.aborted) return false;
        this.#take(line);
        if (line.stage === 'error') return false;
      }
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      this.error = error instanceof RequestError ? error.detail : { kind: 'network', message: 'The server does not answer. Is multipolar serve still running?' };
      return false;
    }
  }

  #take(line: StageLine): void {
    if (line.stage === 'progress') {
      this.progress = line;
    } else if (line.stage === 'error') {
      this.error = line.error.kind === 'superseded' ? this.error : line.error;
    } else if (line.stage === 'last') {
      this.economy = line.result;
      this.stale = true;
      this.error = null;
      this.reached = 'last';
    } else if (line.stage !== 'done') {
      this.economy = line.result;
      this.full = line.result;
      this.stale = false;
      this.error = null;
      this.reached = line.stage;
      this.busy = line.stage === 'path' ? 'ranges' : line.stage === 'ranges' && this.draws ? 'intervals' : '';
    }
  }

  /** Show a run that is at hand already: that of a report file. */
  show(result: Result): void {
    this.economy = this.full = result;
    this.stale = false;
    this.reached = result.draws ? 'intervals' : 'ranges';
  }
}

export const run = new Run();
