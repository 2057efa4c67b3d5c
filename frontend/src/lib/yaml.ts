// A scenario as the YAML file that the command line reads: what goes out comes back the same.
import type { Scenario } from './types';

/** Longest line that a list or a move may fill before it is written a line a part. */
const WIDTH = 110;
/** What needs no quotes: starts with a letter and holds nothing that YAML reads as a mark. */
const PLAIN = /^[A-Za-z][\p{L}\p{N} _%.()/+&'-]*$/u;
/** Words that this or another reader of YAML takes for something else than text. */
const WORDS = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'null', 'y', 'n', 'nan', 'inf']);
/** What JSON leaves as it is and YAML does not print. */
const UNPRINTED = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
/** Fields of a move that hold names; one name alone stands for a list of one. */
const NAMES = new Set(['by', 'on', 'to', 'between', 'who', 'parties', 'includes', 'excludes', 'sectors', 'commodities']);

/** Order of the file's parts, and of what all moves share behind what makes each; all else stands where it was. */
const TOP = ['multipolar', 'name', 'description', 'world', 'after', 'poles', 'documents', 'caveats'];
const SHARED = ['from', 'until', 'id', 'status', 'probability', 'source', 'size', 'note'];

const quoted = (value: string): string =>
  JSON.stringify(value).replace(UNPRINTED, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A text, in quotes where YAML could take it for something else. */
const text = (value: string): string =>
  PLAIN.test(value) && !WORDS.has(value.toLowerCase()) && !value.endsWith(' ') ? value : quoted(value);

/** A key; scenario files write `on` without quotes, their reader takes every key as text. */
const key = (name: string): string => (/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name) ? name : quoted(name));

const isBlock = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object' && !Array.isArray(value);
const given = (block: object): [string, unknown][] => Object.entries(block).filter(([, value]) => value !== undefined && value !== null);

/** Entries in an order: those of `first`, all others, those of `last`. */
function ordered(entries: [string, unknown][], first: string[], last: string[]): [string, unknown][] {
  const place = (name: string) => (first.includes(name) ? first.indexOf(name) - first.length : last.indexOf(name) + 1);
  return entries.toSorted(([a], [b]) => place(a) - place(b));
}

/** A value on one line. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (isBlock(value)) return `{${given(value).map(([k, v]) => `${key(k)}: ${flow(v)}`).join(', ')}}`;
  return typeof value === 'string' ? text(value) : JSON.stringify(value ?? null);
}

/** Whether a folded block gives back a text to the letter: plain paragraphs without blanks at the ends of lines. */
const folds = (value: string): boolean =>
  value.length > 60 && !/^\s|[^\S\n]\n|\n[^\S\n]| $|\n\n$|[^\S \n]/.test(value) && !/[\u0000-\u0009\u000b-\u001f]/.test(value) && value.search(UNPRINTED) < 0;

/** Words of a paragraph in lines of the width; broken at single blanks only. */
function wrapped(paragraph: string, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(/(?<! ) (?! )/)) {
    if (line && indent.length + line.length + word.length >= WIDTH) {
      lines.push(indent + line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, indent + line].join('\n');
}

/** `>` and the paragraphs beneath; a line break of the text is an empty line. */
function folded(value: string, indent: string): string {
  const body = value.endsWith('\n') ? value.slice(0, -1) : value;
  const paragraphs = body.split('\n').map((part) => (part ? wrapped(part, indent) : ''));
  return `${value.endsWith('\n') ? '>' : '>-'}\n${paragraphs.join('\n\n').replace(/\n{3,}/g, (breaks) => '\n'.repeat(breaks.length / 2 + 1))}`;
}

/** `name: value` with what is long on lines of its own. */
function entry(name: string, value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (typeof value === 'string' && folds(value)) return `${indent}${key(name)}: ${folded(value, inner)}`;
  const line = `${indent}${key(name)}: ${flow(value)}`;
  if (line.length <= WIDTH) return line;
  if (isBlock(value)) return [`${indent}${key(name)}:`, ...given(value).map(([k, v]) => entry(k, v, inner))].join('\n');
  if (Array.isArray(value)) return [`${indent}${key(name)}:`, ...value.map((item) => `${inner}- ${flow(item)}`)].join('\n');
  return line;
}

/** One move, on one line where it fits. */
function moveEntry(kind: string, fields: Record<string, unknown>): string {
  const short = Object.fromEntries(
    ordered(given(fields), [...NAMES], SHARED).map(([name, value]) => [
      name,
      NAMES.has(name) && Array.isArray(value) && value.length === 1 ? value[0] : value,
    ]),
  );
  const line = `  - ${key(kind)}: ${flow(short)}`;
  if (line.length <= WIDTH || !given(short).length) return line;
  return [`  - ${key(kind)}:`, ...given(short).map(([name, value]) => entry(name, value, '      '))].join('\n');
}

/** The scenario file: what it is, its moves, its settings. */
export function toYaml(scenario: Scenario): string {
  const lines: string[] = [];
  for (const [name, value] of ordered(given(scenario), TOP, ['moves', 'settings', 'coalition'])) {
    if (name === 'moves') {
      lines.push(scenario.moves.length ? 'moves:' : 'moves: []');
      for (const move of scenario.moves) for (const [kind, fields] of Object.entries(move)) lines.push(moveEntry(kind, fields));
    } else if (!(Array.isArray(value) && value.length === 0) && value !== '') {
      lines.push(entry(name, value, ''));
    }
  }
  return `${lines.join('\n')}\n`;
}
