// Where in a scenario an error lies.
import type { ApiError } from '../lib/types';

/** Position of the move and its field, of an error such as `moves[1].tariff.on`; null where it is in no move. */
export function placeOf(error: ApiError | null): { at: number; field: string } | null {
  const found = /^moves\[(\d+)\](?:\.([^.[]+))?(?:\.([^.[]+))?/.exec(error?.field ?? '');
  return found ? { at: Number(found[1]), field: found[3] ?? '' } : null;
}

/** An error in words, without the place that the page shows by where it stands. */
export function inWords(error: ApiError): string {
  const at = error.field ? error.message.indexOf(`${error.field}: `) : -1;
  return at < 0 ? error.message : error.message.slice(at + error.field!.length + 2);
}
