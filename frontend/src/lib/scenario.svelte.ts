// The scenario under the user's hand: its moves, and the way back.
import type { MoveEntry, MoveFields, Scenario } from './types';

const MOST_STEPS = 200;

/** Copy of plain values. */
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Kind of a move, the one key of its entry. */
export const kindOf = (move: MoveEntry): string => Object.keys(move)[0] ?? '';
/** Fields of a move. */
export const fieldsOf = (move: MoveEntry): MoveFields => move[kindOf(move)] ?? {};

export class Workbench {
  /** Never changed in place: every edit makes a new one. */
  scenario = $state.raw<Scenario>({ multipolar: 1, name: 'New scenario', moves: [] });
  /** Packaged scenario that it started from, for reset and for short links; null for one of the user's own. */
  preset = $state<string | null>(null);
  /** Whether anything was changed since it was loaded. */
  changed = $derived.by(() => this.scenario !== this.#loaded);

  #loaded = $state.raw<Scenario>(this.scenario);
  #past = $state.raw<Scenario[]>([]);
  #future = $state.raw<Scenario[]>([]);
  #key = '';

  get canUndo(): boolean {
    return this.#past.length > 0;
  }
  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Start from a scenario; what was before can be undone to. */
  load(scenario: Scenario, preset: string | null = null): void {
    if (this.scenario.moves.length) this.#remember('');
    this.#loaded = this.scenario = scenario;
    this.preset = preset;
  }

  /**
   * Change a copy of the scenario.
   * @param key edits of one key that follow one another are one step of undo: a slider's drag.
   */
  edit(change: (scenario: Scenario) => void, key = ''): void {
    this.#remember(key);
    const next = copy(this.scenario);
    change(next);
    this.scenario = next;
  }

  /** End a drag: the next edit of the same key is a step of its own. */
  settle(): void {
    this.#key = '';
  }

  setField(at: number, name: string, value: unknown): void {
    this.edit((scenario) => {
      const fields = fieldsOf(scenario.moves[at]!);
      if (value === undefined || value === null || value === '') delete fields[name];
      else fields[name] = value;
    }, `${at}.${name}`);
  }

  addMove(kind: string, fields: MoveFields): void {
    this.edit((scenario) => scenario.moves.push({ [kind]: copy(fields) }));
  }

  removeMove(at: number): void {
    this.edit((scenario) => scenario.moves.splice(at, 1));
  }

  undo(): void {
    const before = this.#past.at(-1);
    if (!before) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, this.scenario];
    this.scenario = before;
    this.#key = '';
  }

  redo(): void {
    const next = this.#future.at(-1);
    if (!next) return;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, this.scenario];
    this.scenario = next;
    this.#key = '';
  }

  /** Back to the scenario as it was loaded. */
  reset(): void {
    if (!this.changed) return;
    this.#remember('');
    this.scenario = this.#loaded;
  }

  #remember(key: string): void {
    if (key && key === this.#key) return;
    this.#key = key;
    this.#past = [...this.#past, this.scenario].slice(-MOST_STEPS);
    this.#future = [];
  }
}

export const bench = new Workbench();
