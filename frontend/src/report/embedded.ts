// What a report file carries inside it, in place of a server.
import type { Catalogue, Result, Scenario } from '../lib/types';

export interface Embedded {
  /** Version of the layout of this object. */
  layout: 1;
  /** When it was made, by the clock of the reader's machine. */
  made: string;
  preset: string | null;
  /** The scenario as a file that the command line reads. */
  yaml: string;
  scenario: Scenario;
  result: Result;
  catalogue: Catalogue;
  /** Answers of the server by path, for the views that ask for more. */
  answers: Record<string, unknown>;
  tab: string;
  state: string | null;
}

export const ELEMENT = 'multipolar-report';

let held: Embedded | null | undefined;

/** The data of this file; null on a page that a server sent. */
export function embedded(): Embedded | null {
  if (held === undefined) {
    const text = globalThis.document?.getElementById(ELEMENT)?.textContent;
    held = text ? (JSON.parse(text) as Embedded) : null;
  }
  return held;
}

/** The server's answer that was put in the file; throws a sentence where it was not. */
export function kept(report: Embedded, path: string): unknown {
  if (!(path in report.answers)) throw new Error('This is a report file: what it does not hold needs multipolar serve.');
  return report.answers[path];
}
