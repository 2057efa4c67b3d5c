// What it would take: by how much the pull would have to be multiplied for a state to go half of its way to a pole.
import { point } from '../lib/format';
import { fieldsOf } from '../lib/scenario.svelte';
import type { Result, Scenario, Value } from '../lib/types';

export interface Needed {
  iso3: string;
  name: string;
  pole: string;
  times: number;
}

export interface Requirement {
  /** Multiples of the pull itself, or of the upper end of its estimate where the estimate is zero. */
  of: 'estimate' | 'upper end';
  needed: Needed[];
  /** States asked for that the moves do not pull there at all. */
  unpulled: string[];
}

/** States that the moves of a scenario name. */
export function namedIn(scenario: Scenario, states: Record<string, unknown>): string[] {
  const found = scenario.moves.flatMap((move) => Object.values(fieldsOf(move)).flat());
  const candidates = (scenario.coalition?.['candidates'] as unknown[] | undefined) ?? [];
  return [...new Set([...found, ...candidates].filter((v): v is string => typeof v === 'string' && v in states))];
}

/**
 * The states for which the least is needed, and those that were asked for.
 * @param pole the pole to go to; empty takes for each state the pole that needs least.
 */
export function requirement(result: Result, pole: string, asked: readonly string[], most = 12): Requirement {
  const states = Object.entries(result.alignment?.states ?? {}).filter(([, row]) => !row.is_pole);
  const every = (name: string) =>
    states.flatMap(([iso3, row]) =>
      Object.entries(row.required_half_way)
        .filter(([p]) => !pole || p === pole)
        .flatMap(([p, needed]): Needed[] => {
          const times = point(needed[name] as Value);
          return times === null || times <= 0 ? [] : [{ iso3, name: row.name, pole: p, times }];
        }),
    );
  const own = every('times_estimate');
  const of = own.length ? 'estimate' : 'upper end';
  const least = new Map<string, Needed>();
  for (const entry of (own.length ? own : every('times_upper_end')).toSorted((a, b) => a.times - b.times)) if (!least.has(entry.iso3)) least.set(entry.iso3, entry);
  const ranked = [...least.values()];
  const chosen = new Set(asked);
  const wanted = ranked.filter((entry) => chosen.has(entry.iso3)).slice(0, most / 2);
  const others = ranked.filter((entry) => !wanted.includes(entry)).slice(0, most - wanted.length);
  const unpulled = asked.filter((iso3) => !least.has(iso3) && states.some(([code]) => code === iso3));
  return { of, needed: [...wanted, ...others].toSorted((a, b) => a.times - b.times), unpulled };
}
