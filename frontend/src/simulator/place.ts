// Where in a scenario an error lies.
import type { ApiError } from '../lib/types';

/** Position of the move and its field, of an error such as `moves[1].tariff.on`; null where it is in no move. */
export function placeOf(error: ApiError | null): { at: number; field: string } | null {
  const found = /^moves\[(\d+)\](?:\.([^.[]+))?(?:\.([^.[]+))?/.exec(error?.field ?? '');
  return found ? { at: Number(found[1]), field: found[3] ?? '' } : null;
}
