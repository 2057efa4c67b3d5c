// Fields of which exactly one is given: which there are, which is given, and how to change over.
import type { Kind, MoveFields } from '../lib/types';
import { namesIn } from './words';

/** Fields that stand for one another, by the word that they share, where there is more than one. */
export function rivals(kind: Kind): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const field of kind.fields) if (field.one_of) found.set(field.one_of, [...(found.get(field.one_of) ?? []), field.name]);
  return found;
}

/** Which field of a set of rivals a move gives; the first where none. */
export const chosen = (names: string[], fields: MoveFields): string => names.find((name) => name in fields) ?? names[0]!;

/** Changes that give another of the rivals in place of the one given, with what hangs on either. */
export function changeOver(kind: Kind, fields: MoveFields, names: string[], to: string): MoveFields {
  const from = chosen(names, fields);
  const changes: MoveFields = {};
  for (const name of names) if (name !== to) changes[name] = undefined;
  for (const field of kind.fields) if (field.with && names.includes(field.with) && field.with !== to) changes[field.name] = undefined;
  const target = kind.fields.find((field) => field.name === to)!;
  const companion = kind.fields.find((field) => field.with === to);
  if (from === 'between' && companion) {
    const [first, ...rest] = namesIn(fields.between);
    return { ...changes, [to]: first ? [first] : target.new, [companion.name]: rest };
  }
  if (to === 'between') return { ...changes, between: [...namesIn(fields.by), ...namesIn(fields.on)] };
  if (target.type === 'name' && typeof fields[from] === 'string') changes[to] = fields[from];
  else changes[to] = target.new ?? (target.type === 'names' ? ['goods'] : (target.min ?? 0));
  if (companion && companion.choices.length) changes[companion.name] = companion.choices[0];
  return changes;
}
