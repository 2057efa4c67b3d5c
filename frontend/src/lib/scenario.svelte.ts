// The scenario under the user's hand: its moves, those switched off, and the way back.
import type { MoveEntry, MoveFields, Scenario } from './types';

const MOST_STEPS = 200;

/** Copy of plain values. */
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Kind of a move, the one key of its entry. */
export const kindOf = (move: MoveEntry): string => Object.keys(move)[0] ?? '';
/** Fields of a move. */
export const fieldsOf = (move: MoveEntry): MoveFields => move[kindOf(move)] ?? {};
const idOf = (move: MoveEntry): string | null => (typeof fieldsOf(move).id === 'string' ? (fieldsOf(move).id as string) : null);

/** A move that is switched off: no part of the scenario, but of the page. */
interface Sleeper {
  key: number;
  move: MoveEntry;
  /** Key of the move that it stood behind; null for the first. Of two behind the same, the one that sleeps longer stood first. */
  behind: number | null;
  /** Whether the coalition of the scenario offered it. */
  offered: boolean;
}

/** A lever of the page: a move of the scenario, or one that is switched off. */
export interface Card {
  /** The same as long as the lever lives. */
  key: number;
  move: MoveEntry;
  /** Position among the moves of the scenario; null while it is off. */
  at: number | null;
}

/** All that a step of undo brings back. */
interface Moment {
  scenario: Scenario;
  keys: readonly number[];
  off: readonly Sleeper[];
  loaded: Scenario;
  preset: string | null;
}

const EMPTY: Scenario = { multipolar: 1, name: 'New scenario', moves: [] };
let nextKey = 1;
const freshKeys = (count: number): number[] => Array.from({ length: count }, () => nextKey++);

/** Keys of changed moves: those that stayed at the start and the end keep theirs. */
function keysAfter(before: readonly MoveEntry[], keys: readonly number[], after: readonly MoveEntry[]): readonly number[] {
  if (before.length === after.length) return keys;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && same(before[start], after[start])) start++;
  let end = 0;
  while (end < most - start && same(before.at(-1 - end), after.at(-1 - end))) end++;
  return [...keys.slice(0, start), ...freshKeys(after.length - start - end), ...keys.slice(keys.length - end)];
}

/** A coalition that offers a move no more, or again. */
function offering(scenario: Scenario, id: string | null, offered: boolean): Scenario {
  const offer = scenario.coalition?.offer;
  if (id === null || !Array.isArray(offer) || offer.includes(id) === offered) return scenario;
  return { ...scenario, coalition: { ...scenario.coalition, offer: offered ? [...offer, id] : offer.filter((name) => name !== id) } };
}

export class Workbench {
  #now = $state.raw<Moment>({ scenario: EMPTY, keys: [], off: [], loaded: EMPTY, preset: null });
  #past = $state.raw<Moment[]>([]);
  #future = $state.raw<Moment[]>([]);
  #key = '';

  /** Never changed in place: every edit makes a new one; moves that an edit of a field leaves alone stay the same objects. */
  get scenario(): Scenario {
    return this.#now.scenario;
  }
  /** Packaged scenario that it started from, for reset and for short links; null for one of the user's own. */
  get preset(): string | null {
    return this.#now.preset;
  }
  /** The scenario as it was loaded. */
  get loaded(): Scenario {
    return this.#now.loaded;
  }
  /** Whether anything was changed since it was loaded. */
  get changed(): boolean {
    return this.#now.scenario !== this.#now.loaded;
  }
  /** Whether there is a scenario: loaded, or begun empty. */
  get ready(): boolean {
    return this.#now.scenario !== EMPTY;
  }
  get canUndo(): boolean {
    return this.#past.length > 0;
  }
  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** All levers in the order of the file, those switched off where they stood. */
  cards = $derived.by<Card[]>(() => {
    const { scenario, keys, off } = this.#now;
    const cards: Card[] = scenario.moves.map((move, at) => ({ key: keys[at]!, move, at }));
    for (const { key, move, behind } of off.toReversed()) {
      const place = behind === null ? 0 : cards.findIndex((card) => card.key === behind) + 1;
      cards.splice(place, 0, { key, move, at: null });
    }
    return cards;
  });

  /** Start from a scenario; what was before can be undone to. */
  load(scenario: Scenario, preset: string | null = null): void {
    const next = { scenario, keys: freshKeys(scenario.moves.length), off: [], loaded: scenario, preset };
    if (this.#now.scenario === EMPTY) this.#now = next;
    else this.#step(next, '');
  }

  /**
   * Change a copy of the scenario.
   * @param key edits of one key that follow one another are one step of undo: a slider's drag.
   */
  edit(change: (scenario: Scenario) => void, key = ''): void {
    const scenario = copy(this.scenario);
    change(scenario);
    this.#step({ ...this.#now, scenario, keys: keysAfter(this.scenario.moves, this.#now.keys, scenario.moves) }, key);
  }

  /** End a drag: the next edit of the same key is a step of its own. */
  settle(): void {
    this.#key = '';
  }

  setField(at: number, name: string, value: unknown): void {
    this.setFields(at, { [name]: value }, `${this.#now.keys[at]}.${name}`);
  }

  /** Set several fields of a move as one step; those given as undefined, null or empty are taken out. */
  setFields(at: number, changes: MoveFields, key = ''): void {
    const move = this.scenario.moves[at];
    if (!move) return;
    const fields = Object.entries({ ...fieldsOf(move), ...changes }).filter(([name, value]) => !(name in changes) || given(value));
    const moves = this.scenario.moves.with(at, { [kindOf(move)]: copy(Object.fromEntries(fields)) });
    this.#step({ ...this.#now, scenario: { ...this.scenario, moves } }, key);
  }

  /**
   * Add a move at the end; its key, by which its card is found.
   * @param after scenario that the run has to start after, where it starts from none.
   */
  addMove(kind: string, fields: MoveFields, after: string | null = null): number {
    const moves = [...this.scenario.moves, { [kind]: copy(fields) }];
    const keys = [...this.#now.keys, ...freshKeys(1)];
    const scenario: Scenario = { ...this.scenario, moves };
    if (after !== null && !scenario.after) scenario.after = after;
    this.#step({ ...this.#now, scenario, keys }, '');
    return keys.at(-1)!;
  }

  /** Take moves out that cannot stand without one another: a move and the answers to it. How many went. */
  removeMove(at: number): number {
    const gone = this.#withAnswers(at);
    this.#step(this.#without(gone, false), '');
    return gone.length;
  }

  /** Switch a move off, and the answers to it; how many went to sleep. */
  switchOff(at: number): number {
    const gone = this.#withAnswers(at);
    this.#step(this.#without(gone, true), '');
    return gone.length;
  }

  /** Switch a move on again; where it answers one that is off, that one too. How many woke. */
  switchOn(key: number): number {
    const woken: number[] = [];
    let now = this.#now;
    for (let next: number | null = key; next !== null; ) {
      const sleeper: Sleeper | undefined = now.off.find((one) => one.key === next);
      if (!sleeper) break;
      woken.push(next);
      now = awake(now, sleeper);
      const against = fieldsOf(sleeper.move).against;
      next = typeof against === 'string' ? (now.off.find((one) => idOf(one.move) === against)?.key ?? null) : null;
    }
    if (woken.length) this.#step(now, '');
    return woken.length;
  }

  /** Forget a move that is off. */
  forget(key: number): void {
    this.#step({ ...this.#now, off: this.#now.off.filter((one) => one.key !== key) }, '');
  }

  undo(): void {
    const before = this.#past.at(-1);
    if (!before) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, this.#now];
    this.#now = before;
    this.#key = '';
  }

  redo(): void {
    const next = this.#future.at(-1);
    if (!next) return;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, this.#now];
    this.#now = next;
    this.#key = '';
  }

  /** Back to the scenario as it was loaded. */
  reset(): void {
    const { loaded } = this.#now;
    if (!this.changed) return;
    this.#step({ ...this.#now, scenario: loaded, keys: freshKeys(loaded.moves.length), off: [] }, '');
  }

  /** Position of a move and of the answers to it, and to them. */
  #withAnswers(at: number): number[] {
    const { moves } = this.scenario;
    const gone = [at];
    for (const position of gone) {
      const id = moves[position] && idOf(moves[position]);
      if (id) moves.forEach((move, k) => fieldsOf(move).against === id && !gone.includes(k) && gone.push(k));
    }
    return gone.sort((a, b) => a - b);
  }

  #without(gone: number[], asleep: boolean): Moment {
    const { keys } = this.#now;
    let scenario: Scenario = { ...this.scenario, moves: this.scenario.moves.filter((_, k) => !gone.includes(k)) };
    let off = [...this.#now.off];
    for (const at of gone) {
      const move = this.scenario.moves[at]!;
      const offer = this.scenario.coalition?.offer;
      const offered = Array.isArray(offer) && offer.includes(idOf(move));
      const behind = keys.findLast((_, k) => k < at && !gone.includes(k)) ?? null;
      scenario = offering(scenario, idOf(move), false);
      if (asleep) off.push({ key: keys[at]!, move, behind, offered });
      else off = off.map((one) => (one.behind === keys[at] ? { ...one, behind } : one));
    }
    return { ...this.#now, scenario, keys: keys.filter((_, k) => !gone.includes(k)), off };
  }

  #step(moment: Moment, key: string): void {
    const next = { ...moment, scenario: retold(moment.scenario, moment.loaded) };
    if (!key || key !== this.#key) this.#past = [...this.#past, this.#now].slice(-MOST_STEPS);
    this.#key = key;
    this.#future = [];
    this.#now = next;
  }
}

const given = (value: unknown): boolean => value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && !value.length);

/** Whether two values are the same; those that were left alone are not written out. */
const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Whether two scenarios say and do the same, their words aside: under a drag one move differs, and that one alone is written out. */
function alike(a: Scenario, b: Scenario): boolean {
  const rest = (Object.keys({ ...a, ...b }) as (keyof Scenario)[]).filter((name) => !['name', 'description', 'moves'].includes(name));
  return a.moves.length === b.moves.length && a.moves.every((move, k) => same(move, b.moves[k])) && rest.every((name) => same(a[name], b[name]));
}
const CHANGED = ', changed';

/** A scenario under whose old words other moves stand says so, until somebody writes words of its own; without changes it has the old ones. */
function retold(scenario: Scenario, loaded: Scenario): Scenario {
  if (scenario === loaded || !loaded.moves.length || loaded.name.endsWith(CHANGED)) return scenario;
  const name = loaded.name + CHANGED;
  const before = `Changed; the words that follow are those of \u201c${loaded.name}\u201d. ${loaded.description ?? ''}`;
  const other = !alike(scenario, loaded);
  const told = { ...scenario };
  if (scenario.name === (other ? loaded.name : name)) told.name = other ? name : loaded.name;
  if (loaded.description && scenario.description === (other ? loaded.description : before)) told.description = other ? before : loaded.description;
  return told;
}

/** A moment in which a sleeper stands in the scenario again, behind what it stood behind. */
function awake(now: Moment, sleeper: Sleeper): Moment {
  let behind = sleeper.behind;
  // what it stood behind may sleep itself: then behind what that one stood behind
  for (let left = now.off.length; left > 0 && behind !== null && !now.keys.includes(behind); left--)
    behind = now.off.find((one) => one.key === behind)?.behind ?? null;
  let at = behind === null ? 0 : now.keys.indexOf(behind) + 1;
  const against = fieldsOf(sleeper.move).against;
  const target = typeof against === 'string' ? now.scenario.moves.findIndex((move) => idOf(move) === against) : -1;
  if (target >= at) at = target + 1; // an answer stands behind what it answers
  const scenario = offering({ ...now.scenario, moves: now.scenario.moves.toSpliced(at, 0, sleeper.move) }, idOf(sleeper.move), sleeper.offered);
  const since = now.off.indexOf(sleeper);
  const off = now.off.map((one, k) => (k > since && one.behind === sleeper.behind ? { ...one, behind: sleeper.key } : one));
  return { ...now, scenario, keys: now.keys.toSpliced(at, 0, sleeper.key), off: off.toSpliced(since, 1) };
}

export const bench = new Workbench();
