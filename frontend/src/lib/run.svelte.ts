// One run at a time, latest input wins: the last year at once, the rest when the hand rests.
import { RequestError, simulate, type Wanted } from './api';
import type { ApiError, Economy, Result, Scenario, StageLine, StageName } from './types';

/** How long the hand must rest before the slower stages are asked for, in milliseconds. */
const REST_MS = 160;
/** How many draws are asked for. */
export const DRAWS = 200;
/** A server that is busy is asked again: how often, and after how many milliseconds. */
const TRIES = 8;
const AGAIN_MS = 300;
const BUSY = [429, 503];

type Simulate = (scenario: Scenario, wanted: Wanted, signal: AbortSignal) => AsyncIterable<StageLine>;

/** The numbers on the screen and how current they are. */
export class Run {
  /** Newest equilibrium of the last year: what map, headline and ranking show. */
  economy = $state.raw<Economy | null>(null);
  /** Newest whole run; of an earlier input while `stale`. */
  full = $state.raw<Result | null>(null);
  /** Whether `full` is of an earlier input than the newest: nothing may be filed under the newest then. */
  stale = $state(false);
  /** What is being computed; `last` also while the hand may move on, empty when nothing is to come. */
  busy = $state<'' | StageName>('');
  progress = $state<{ what: string; done: number; total: number } | null>(null);
  error = $state.raw<ApiError | null>(null);
  /** Which part of the newest input has no answer: all of it, or what follows the last year; empty where none is missing. */
  failed = $state<'' | 'all' | 'rest'>('');
  /** The newest input once its run is over, with all its numbers or with `failed`; null before. */
  settled = $state.raw<Scenario | null>(null);
  /** Time from input to the newest `economy`, in milliseconds. */
  took = $state(0);
  /** Time that the server took for each stage of what is shown, in milliseconds. */
  tookBy = $state.raw<Partial<Record<StageName, number>>>({});
  /** How many draws are asked for after the points; none with 0. */
  draws = $state(DRAWS);
  /** How far the newest run has come. */
  reached = $state<'' | StageName>('');
  /** Number of the input that `economy` answers. */
  shown = $state(0);

  #simulate: Simulate;
  #inputs = 0;
  #pending: { scenario: Scenario; number: number; since: number } | null = null;
  #quick: Promise<void> | null = null;
  #slow: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: Simulate = simulate) {
    this.#simulate = ask;
  }

  /** A new input: the last year is solved as soon as the solve before it is back. */
  input(scenario: Scenario): void {
    this.#pending = { scenario, number: ++this.#inputs, since: performance.now() };
    this.stale = this.full !== null;
    this.settled = null;
    this.#slow?.abort();
    clearTimeout(this.#timer);
    this.#quick ??= this.#drain().finally(() => (this.#quick = null));
  }

  /** Solve the last year of the newest input until there is no newer one, then ask for the rest. */
  async #drain(): Promise<void> {
    let answered: Scenario | null = null;
    while (this.#pending) {
      const { scenario, number, since } = this.#pending;
      this.#pending = null;
      this.busy = 'last';
      this.progress = null;
      const good = await this.#ask(scenario, { stages: ['last'] }, new AbortController().signal, 'all', () => {
        this.took = performance.now() - since;
        this.shown = number;
      });
      answered = good ? scenario : null;
    }
    if (answered) {
      const scenario = answered; // still busy: under a hand that moves, nothing on the page flickers between two answers
      this.#timer = setTimeout(() => void this.#rest(scenario), REST_MS);
    } else this.busy = '';
  }

  async #rest(scenario: Scenario): Promise<void> {
    const control = (this.#slow = new AbortController());
    const count = this.draws;
    this.busy = 'path';
    const good = await this.#ask(scenario, { stages: ['path', 'ranges'], ...(count ? { draws: count } : {}) }, control.signal, 'rest');
    if (!control.signal.aborted) {
      this.busy = '';
      this.progress = null;
      if (good) this.settled = scenario;
    }
  }

  /** Ask, and ask again while the server is busy and no newer input is there; false where there is no answer. */
  async #ask(scenario: Scenario, wanted: Wanted, signal: AbortSignal, part: 'all' | 'rest', got = () => {}): Promise<boolean> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#follow(scenario, wanted, signal, part, got);
      } catch (error) {
        if (signal.aborted || this.#pending) return false;
        if (error instanceof RequestError && error.detail.kind === 'superseded') return false;
        if (tries < TRIES && error instanceof RequestError && BUSY.includes(error.status)) {
          await new Promise((done) => setTimeout(done, AGAIN_MS * tries));
          if (signal.aborted || this.#pending) return false;
          continue;
        }
        const unreached = { kind: 'network', message: 'The server does not answer. Is multipolar serve still running?' };
        this.#fail(error instanceof RequestError ? error.detail : unreached, part, scenario);
        return false;
      }
    }
  }

  /** Take in the stages of one request; false where it failed. */
  async #follow(scenario: Scenario, wanted: Wanted, signal: AbortSignal, part: 'all' | 'rest', got: () => void): Promise<boolean> {
    for await (const line of this.#simulate(scenario, wanted, signal)) {
      if (signal.aborted) return false;
      if (line.stage === 'error') {
        if (line.error.kind !== 'superseded') this.#fail(line.error, part, scenario);
        return false;
      }
      if (line.stage === 'last') got();
      this.#take(line);
    }
    return !signal.aborted;
  }

  #fail(error: ApiError, part: 'all' | 'rest', scenario: Scenario): void {
    this.error = error;
    this.failed = part;
    this.settled = scenario;
  }

  #take(line: Exclude<StageLine, { stage: 'error' }>): void {
    if (line.stage === 'progress') {
      this.progress = line;
      return;
    }
    if (line.stage === 'done') return;
    this.economy = line.result;
    this.error = null;
    this.failed = '';
    this.reached = line.stage;
    this.tookBy = { ...(line.stage === 'last' ? {} : this.tookBy), [line.stage]: 1000 * line.seconds };
    if (line.stage === 'last') {
      this.stale = true;
      return;
    }
    this.full = line.result;
    this.stale = false;
    this.busy = line.stage === 'path' ? 'ranges' : line.stage === 'ranges' && this.draws ? 'intervals' : '';
  }

  /** Show a run that is at hand already: that of a report file. */
  show(result: Result): void {
    this.economy = this.full = result;
    this.stale = false;
    this.failed = '';
    this.error = null;
    this.reached = result.draws ? 'intervals' : 'ranges';
  }
}

export const run = new Run();
