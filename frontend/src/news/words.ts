// Codes of the event record in words, and names of its actors.
import { shared } from '../lib/shared.svelte';
import type { Actor, NewsEvent, Verdict } from './types';

/** What each type says of source and target; after the codebook of PLOVER (Open Event Data Alliance 2021). */
const TYPES: Record<string, string> = {
  AGREE: 'agrees or promises',
  CONSULT: 'meets or talks',
  SUPPORT: 'backs in words',
  CONCEDE: 'gives way in words',
  COOPERATE: 'works together',
  AID: 'gives aid',
  RETREAT: 'steps back',
  REQUEST: 'asks or urges',
  ACCUSE: 'criticises',
  REJECT: 'refuses',
  THREATEN: 'threatens',
  PROTEST: 'protests',
  SANCTION: 'restricts or cuts ties',
  MOBILIZE: 'shows force',
  COERCE: 'pressures or seizes',
  ASSAULT: 'uses force',
};
const CONFLICT = new Set(['REQUEST', 'ACCUSE', 'REJECT', 'THREATEN', 'PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT']);

export const typeWords = (plover: string) => TYPES[plover] ?? plover.toLowerCase();
/** Whether a type stands on the conflict side of the scale. */
export const conflict = (plover: string) => CONFLICT.has(plover);

/** Symbol and word of a verdict, always together. */
export const MARKS: Record<Verdict, string> = { supported: '✓', contradicted: '✗', 'not testable': '?', assumption: '→' };

export function actorName(actor: Actor, names: Record<string, string>): string {
  const state = names[actor.code] ?? shared.name(actor.code);
  return actor.person ? `${actor.person} (${state})` : state;
}
export const side = (actors: Actor[], names: Record<string, string>) => actors.map((a) => actorName(a, names)).join(', ') || 'unnamed';

/** One line that says an event aloud. */
export function sentence(event: NewsEvent, names: Record<string, string>): string {
  const [from, to] = [side(event.source, names), side(event.target, names)];
  return event.reciprocal ? `${from} and ${to}: ${typeWords(event.plover)}` : `${from} → ${to}: ${typeWords(event.plover)}`;
}
export const statusWords = (status: string) => status.replaceAll('_', ' ');
