// The scenario of the moves that are ticked.
import { fieldsOf, kindOf } from '../lib/scenario.svelte';
import type { Scenario } from '../lib/types';
import type { NewsAnswer } from './types';

/** The proposed scenario without the moves at some places, and without what answers them. */
export function chosen(answer: NewsAnswer, off: ReadonlySet<number>): Scenario {
  const proposed = answer.scenario!;
  const kept: string[] = [];
  const moves = proposed.moves.filter((move, k) => {
    const fields = fieldsOf(move);
    const answers = kindOf(move) === 'retaliation' ? String(fields.against) : null;
    if (off.has(k) || (answers !== null && !kept.includes(answers))) return false;
    if (typeof fields.id === 'string') kept.push(fields.id);
    return true;
  });
  return { ...proposed, moves };
}
