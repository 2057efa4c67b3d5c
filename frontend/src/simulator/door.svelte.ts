// The front door: a question in one click becomes a scenario, a map, a state and an answer.
import { answer as ask, answerOf, readScenario } from '../lib/api';
import { bench, kindOf } from '../lib/scenario.svelte';
import { shared } from '../lib/shared.svelte';
import type { Catalogue, MoveEntry, Scenario } from '../lib/types';

export type Question = Catalogue['questions'][number];

/** An answer, as `multipolar ask --json` prints it. */
export interface Answer {
  answer: string;
  unit: string;
  interval: [number, number] | null;
  interval_of: string;
  reason: string;
  grade: string;
  weak_evidence: boolean;
  source: string;
  next: string;
}

/** What to show of a scenario whose answer is no variable of the map: closeness where no move acts on the economy. */
function tabFor(scenario: Scenario, pole: string | null): string {
  const acts = (move: MoveEntry) => shared.catalogue?.kinds.find((kind) => kind.kind === kindOf(move))?.acts_on.includes('economy');
  if (!scenario.moves.length || scenario.moves.some(acts)) return 'real_income_pct';
  return `closeness_change:${pole ?? scenario.poles?.[0] ?? 'USA'}`;
}

/** Why the answer to a question that compares two scenarios does not follow the levers of one. */
const COMPARES = 'it compares two scenarios; only one was changed.';

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export class Door {
  /** Whether the chooser is open: on a first visit, that has no address, it is. */
  open = $state(typeof location !== 'undefined' && location.hash.length < 3);
  part = $state<'questions' | 'scenarios'>('questions');
  answer = $state.raw<Answer | null>(null);
  trouble = $state('');

  /** The newest answer of a changed scenario, and which scenario that was. */
  #changed = $state.raw<{ answer: Answer; scenario: Scenario } | null>(null);
  /** Why there is no answer of a changed scenario, and of which. */
  #unanswered = $state.raw<{ why: string; scenario: Scenario } | null>(null);
  /** A scenario that came with the question in one address: it is the question's, changed by whoever shared it. */
  #shared = $state.raw<Scenario | null>(null);
  #asked = 0;

  /** Whether the scenario under the hand is another than the one that the packaged answer is of. */
  get moved(): boolean {
    const { question } = this;
    return question !== null && question.scenario !== null && (bench.preset !== question.scenario || bench.changed);
  }
  /** Whether the scenario under the hand is the question's, as it is packaged or with other levers; the address says so. */
  get descends(): boolean {
    const { question } = this;
    return question !== null && question.scenario !== null && (bench.preset === question.scenario || bench.loaded === this.#shared);
  }
  /** Whether it is the question's with other levers, and the question is answered from one run: then its answer can follow. */
  get follows(): boolean {
    return this.moved && this.descends && this.question!.kind === 'run' && !this.question!.against;
  }
  /** The answer to show, and whether it is of the scenario under the hand. */
  get shown(): { answer: Answer; current: boolean } | null {
    if (!this.moved) return this.answer && { answer: this.answer, current: true };
    if (this.follows && this.#changed?.scenario === bench.scenario) return { answer: this.#changed.answer, current: true };
    return this.answer && { answer: this.answer, current: false };
  }
  /** Why the scenario under the hand has no answer; empty where it has one or one is to come. */
  get unanswered(): string {
    if (this.moved && this.descends && this.question!.against) return COMPARES;
    return this.#unanswered?.scenario === bench.scenario ? this.#unanswered.why : '';
  }

  /** The question whose answer is shown; the address keeps its id. */
  get question(): Question | null {
    return shared.catalogue?.questions.find((one) => one.id === shared.question) ?? null;
  }

  /** Load what a question is about, and fetch its answer. */
  async ask(question: Question): Promise<void> {
    const number = this.#begin(question.id);
    if (question.tab) shared.tab = question.pole && !question.tab.includes(':') ? `${question.tab}:${question.pole}` : question.tab;
    shared.state = question.state;
    shared.said = `${question.question} The answer is being computed.`;
    try {
      if (question.scenario) await this.#load(question.scenario, number);
      if (question.scenario && !question.tab && number === this.#asked) shared.tab = tabFor(bench.scenario, question.pole ?? null);
      if (number === this.#asked) await this.#fetch(question.id, number);
    } catch (error) {
      if (number === this.#asked) this.trouble = message(error);
    }
  }

  /** Fetch the answer of the scenario under the hand. */
  async follow(signal: AbortSignal): Promise<void> {
    const { scenario } = bench;
    try {
      const answer = (await answerOf(shared.question!, scenario, signal)) as unknown as Answer;
      if (!signal.aborted) this.#changed = { answer, scenario };
    } catch (error) {
      if (!signal.aborted) this.#unanswered = { why: message(error), scenario };
    }
  }

  /** Back to the scenario that the question is about; undo returns. */
  back(): void {
    const question = this.question!;
    if (bench.preset === question.scenario) bench.reset();
    else void this.ask(question);
  }

  /** The scenario of an address is that of its question with other levers. */
  came(scenario: Scenario): void {
    this.#shared = scenario;
  }

  /** Show the answer to a question of an address, which says itself what else to show; none for an id that is unknown. */
  recall(id: string | null): void {
    if (id === shared.question) return;
    this.close();
    if (!shared.catalogue?.questions.some((one) => one.id === id)) return;
    const number = this.#begin(id);
    this.#fetch(id!, number).catch((error: unknown) => {
      if (number === this.#asked) this.trouble = message(error);
    });
  }

  /** Load a packaged scenario. */
  async choose(name: string): Promise<void> {
    this.close();
    const number = this.#asked;
    try {
      await this.#load(name, number);
      if (number !== this.#asked) return;
      this.open = false;
      shared.said = `Scenario loaded: ${bench.scenario.name}`;
    } catch (error) {
      if (number === this.#asked) this.trouble = message(error);
    }
  }

  /** Begin with no lever at all. */
  empty(): void {
    this.close();
    bench.load({ multipolar: 1, name: 'New scenario', poles: [...(shared.catalogue?.poles ?? [])], moves: [] });
    this.open = false;
    shared.said = 'A new scenario without levers. Undo brings the one before back.';
  }

  /** Put the question away; what it loaded stays. */
  close(): void {
    this.#asked++;
    shared.question = this.answer = this.#changed = this.#unanswered = this.#shared = null;
    this.trouble = '';
  }

  #begin(id: string | null): number {
    this.close();
    shared.question = id;
    this.open = false;
    return this.#asked;
  }

  async #fetch(id: string, number: number): Promise<void> {
    const found = (await ask(id)) as unknown as Answer;
    if (number !== this.#asked) return;
    this.answer = found;
    shared.said = found.answer;
  }

  async #load(name: string, number: number): Promise<void> {
    if (bench.preset === name && !bench.changed) return;
    const { scenario } = await readScenario({ name });
    if (number === this.#asked) bench.load(scenario, name);
  }
}

export const door = new Door();
