// A scenario as the YAML file that the command line reads.
import type { Scenario } from './types';

const PLAIN = /^[A-Za-z_][A-Za-z0-9_ %.,()/+&-]*[A-Za-z0-9_%)]$|^[A-Za-z]$/;
const WORDS = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'null', 'y', 'n', 'nan', 'inf', '.nan', '.inf']);

/** A text in quotes where YAML could take it for something else. */
function text(value: string): string {
  const safe = PLAIN.test(value) && !WORDS.has(value.toLowerCase()) && !value.includes(': ') && !/\s$/.test(value);
  return safe ? value : JSON.stringify(value);
}

/** A key; scenario files write `on` without quotes, their reader takes every key as text. */
const key = (name: string): string => (/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name) ? name : JSON.stringify(name));

/** A value on one line. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value).map(([k, v]) => `${key(k)}: ${flow(v)}`).join(', ')}}`;
  return typeof value === 'string' ? text(value).replace(/^([^"].*[,{}[\]].*)$/, (all) => JSON.stringify(all)) : JSON.stringify(value ?? null);
}

/** The scenario file: a line a key, a line a field of each move. */
export function toYaml(scenario: Scenario): string {
  const lines: string[] = [];
  for (const [name, value] of Object.entries(scenario)) {
    if (name === 'moves') {
      lines.push(scenario.moves.length ? 'moves:' : 'moves: []');
      for (const move of scenario.moves)
        for (const [kind, fields] of Object.entries(move)) {
          lines.push(`  - ${kind}:`);
          for (const [field, given] of Object.entries(fields)) lines.push(`      ${key(field)}: ${flow(given)}`);
        }
    } else if (value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)) {
      lines.push(`${name}: ${flow(value)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
