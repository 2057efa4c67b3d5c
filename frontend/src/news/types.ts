// What the server says of articles; offsets count characters (code points) of the text that was sent.
import type { MoveEntry, Scenario } from '../lib/types';

export interface Article {
  name: string;
  text: string;
}
export interface Actor {
  code: string;
  person: string | null;
}
export interface NewsEvent {
  id: string;
  file: string;
  evidence: string;
  start: number;
  end: number;
  sentence: string;
  source: Actor[];
  target: Actor[];
  against: Actor[];
  plover: string;
  status: string;
  instrument: string | null;
  date: string | null;
  date_text: string | null;
  attributed_to: string | null;
  quote: string | null;
  reciprocal: boolean;
  confidence: number;
  method: string;
}
export interface Quotation {
  file: string;
  start: number;
  end: number;
  text: string;
  speaker: Actor[];
  name: string | null;
  cue: string | null;
}
export interface Framing {
  file: string;
  phrase: string;
  start: number;
  end: number;
  text: string;
  speaker: Actor[];
  outlet: string | null;
}
export interface Block {
  start: number;
  end: number;
  tag: string;
}
export interface NewsDocument {
  file: string;
  title: string | null;
  outlet: string | null;
  published: string | null;
  /** Why it was not read for events; null where it was. */
  note: string | null;
  blocks: Block[];
}
/** One act, with what its sources say differently. */
export interface Act {
  events: string[];
  differences: { what: string; values: { text: string; file: string; start: number; end: number }[] }[];
}
/** A move that the articles suggest; `open` names the fields whose size they do not state. */
export interface Suggestion {
  move: MoveEntry;
  file: string;
  start: number;
  end: number;
  sentence: string;
  open: string[];
  status: string;
  /** What stands for the goods that the text names, where it is more than they; else empty. */
  wider: string;
}
export interface NewsAnswer {
  documents: NewsDocument[];
  events: NewsEvent[];
  acts: Act[];
  quotations: Quotation[];
  framings: Framing[];
  names: Record<string, string>;
  unreadable: { file: string; reason: string }[];
  /** The suggestions as a scenario in which every open size is our default, labelled so; null where nothing moves. */
  scenario: Scenario | null;
  suggestions: Suggestion[];
  /** What is told of and moves nothing, with the reason. */
  idle: { events: string[]; reason: string }[];
}
export interface Figure {
  text: string;
  source: string;
  vintage: string;
  value: number | null;
  unit: string;
  interval: [number, number] | null;
  interval_of: string;
}
export type Verdict = 'supported' | 'contradicted' | 'not testable' | 'assumption';
export interface Claim {
  number: number;
  kind: string;
  file: string;
  quotation: string;
  start: number;
  end: number;
  about: string[];
  verdict: Verdict;
  reason: string;
  figure: Figure | null;
  limits: string;
  command: string;
  scenario: string;
  defaults: string[];
}
export interface Brief {
  file: string;
  title: string;
  published: string | null;
  sentences: number;
  year: number;
  notes: string[];
  counts: Record<Verdict, number>;
  claims: Claim[];
}
