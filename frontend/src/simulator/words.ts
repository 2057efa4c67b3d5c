// A move in words: who, whom, what, how much.
import type { ApiError, Catalogue, Field, Kind, MoveEntry, MoveFields } from '../lib/types';
import { fieldsOf, kindOf } from '../lib/scenario.svelte';
import { plain as number } from '../lib/format';
import { labelOf } from './names';

/** A field's value as a list of names. */
export const namesIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

/** Why a change has no answer to its question: its run failed, as a whole (`all`) or after the last year (`rest`). */
export const failureWords = (part: 'all' | 'rest', error: ApiError): string =>
  part === 'all' && error.kind === 'not_solved' ? 'Your change has no solution.' : `No answer for your change: ${error.message}`;

/** `Vietnam, Malaysia and 3 more`. */
export function listed(catalogue: Catalogue, value: unknown, most = 2): string {
  const names = namesIn(value).map((name) => labelOf(catalogue, name));
  if (names.length <= most + 1) return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

/** Who acts on whom, in words. */
export function sides(catalogue: Catalogue, fields: MoveFields): string {
  const actor = listed(catalogue, fields.by ?? fields.who);
  const other = listed(catalogue, fields.on ?? fields.to);
  if (fields.between) return namesIn(fields.between).length === 2 ? namesIn(fields.between).map((n) => labelOf(catalogue, n)).join(' ↔ ') : `between ${listed(catalogue, fields.between)}`;
  if (fields.parties) return namesIn(fields.parties).map((n) => labelOf(catalogue, n)).join(' – ');
  return actor && other ? `${actor} → ${other}` : actor || other;
}

/** What a move is about beside its sides: sectors, commodity, body, theatres, the move that it answers. */
export function about(catalogue: Catalogue, kind: Kind | undefined, fields: MoveFields): string {
  const has = (name: string) => kind?.fields.some((field) => field.name === name);
  if (fields.commodities) return listed(catalogue, fields.commodities);
  if (fields.commodity) return labelOf(catalogue, String(fields.commodity)).toLowerCase();
  if (fields.from_theatre || fields.to_theatre)
    return `${labelOf(catalogue, String(fields.from_theatre ?? '?'))} → ${labelOf(catalogue, String(fields.to_theatre ?? '?'))}`;
  const verb = fields.joins ? 'joins' : fields.leaves ? 'leaves' : (fields.change as string | undefined);
  const body = fields.body ?? fields.joins ?? fields.leaves;
  if (body) return `${verb ? `${verb} ` : ''}${labelOf(catalogue, String(body))}`;
  if (fields.against) return `answers ${String(fields.against)}`;
  if (fields.rank) return String(fields.rank).replaceAll('_', ' ');
  if (fields.sectors) return listed(catalogue, fields.sectors);
  return has('sectors') && !has('commodities') ? 'goods' : '';
}

/** A move as the title of its card. */
export function titled(catalogue: Catalogue, kind: Kind | undefined, move: MoveEntry): string {
  const fields = fieldsOf(move);
  return [sides(catalogue, fields), about(catalogue, kind, fields)].filter(Boolean).join(', ') || kindOf(move);
}

/** The field that a card's slider moves: the kind's lever, or the one that stands in its place. */
export function leverOf(kind: Kind | undefined, fields: MoveFields): Field | null {
  if (!kind?.lever) return null;
  const lever = kind.fields.find((field) => field.name === kind.lever);
  if (!lever) return null;
  if (lever.name in fields || lever.one_of === null) return lever;
  return kind.fields.find((field) => field.one_of === lever.one_of && field.name in fields && ['number', 'share'].includes(field.type)) ?? lever;
}

/** A field's number: as given, else its default, else nothing. */
export function numberIn(fields: MoveFields, field: Field): number | null {
  const value = fields[field.name] ?? field.default;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A number with its unit, for the ear and the collapsed line. */
export const amount = (value: number | null, field: Field): string =>
  value === null ? 'not set' : field.type === 'share' ? `${number(value * 100, 1).replace(/\.0$/, '')} %` : `${number(value, 4).replace(/\.?0+$/, '')}${field.unit ? ` ${field.unit}` : ''}`;
