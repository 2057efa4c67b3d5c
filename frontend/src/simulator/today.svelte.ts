// Where policy stands today, for each lever; asked for when the hand rests and what is asked about has changed.
import { today } from '../lib/api';
import { fieldsOf, kindOf, type Card } from '../lib/scenario.svelte';
import type { Kind, Scenario, Today } from '../lib/types';

const REST_MS = 400;

export class Policy {
  /** By key of the card. */
  values = $state.raw<ReadonlyMap<number, Today | null>>(new Map());

  #asked = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #control: AbortController | null = null;

  /** Follow the scenario; sizes of levers do not change what policy is today. Returns what ends it. */
  follow(scenario: Scenario, cards: readonly Card[], kinds: readonly Kind[]): () => void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const sizes = new Set(kinds.flatMap((kind) => kind.fields.filter((field) => ['number', 'share', 'text'].includes(field.type)).map((field) => field.name)));
      const about = scenario.moves.map((move) => [kindOf(move), Object.entries(fieldsOf(move)).filter(([name]) => !sizes.has(name))]);
      const asked = JSON.stringify([scenario.world, about]);
      if (asked !== this.#asked) void this.#ask(scenario, cards, asked);
    }, REST_MS);
    return () => clearTimeout(this.#timer);
  }

  async #ask(scenario: Scenario, cards: readonly Card[], asked: string): Promise<void> {
    this.#control?.abort();
    const { signal } = (this.#control = new AbortController());
    try {
      const found = await today(scenario, signal);
      this.values = new Map(cards.filter((card) => card.at !== null).map((card) => [card.key, found[card.at!] ?? null]));
      this.#asked = asked;
    } catch {
      // a scenario that cannot be run says so on its card; what policy is today is then left as it was
    }
  }
}
