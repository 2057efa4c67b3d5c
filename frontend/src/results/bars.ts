// Geometry of bar charts: an axis that holds zero and every end, and labels cut to what fits.

export interface Bar {
  label: string;
  /** In place of a label that does not fit on one line; else the code of the state. */
  brief?: string;
  /** Smaller, under the label. */
  sub?: string;
  /** Where the bar ends; null without data. */
  value: number | null;
  /** Where it begins: zero, or in a waterfall the end of the part before. */
  from?: number;
  low?: number | null;
  high?: number | null;
  /** The number with unit, beside the bar. */
  text: string;
  /** Of the state that a click opens. */
  iso3?: string;
  kind?: 'part' | 'sum' | 'level';
  unsure?: boolean;
}

export interface Axis {
  low: number;
  high: number;
  /** Place of a value between 0 and 1. */
  at: (value: number) => number;
  ticks: number[];
}

/** A round step that divides a span into a few parts. */
function roundStep(span: number, parts: number): number {
  const rough = span / parts;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5, 10].find((m) => m * power >= rough) ?? 10);
}

/** Axis of bars; on a log axis from one, each tick is ten times the one before. */
export function axisOf(bars: readonly Bar[], log = false): Axis {
  const values = bars.flatMap((b) => [b.value, b.from ?? null, b.low ?? null, b.high ?? null]).filter((v): v is number => v !== null && Number.isFinite(v));
  if (log) {
    const most = Math.max(10, ...values);
    const top = Math.log10(most);
    const ticks = Array.from({ length: Math.floor(top) + 1 }, (_, k) => 10 ** k);
    return { low: 1, high: most, at: (v) => Math.max(0, Math.log10(Math.max(v, 1)) / top), ticks };
  }
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const span = high - low || 1;
  const step = roundStep(span, 4);
  const ticks: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= low + span + 1e-9 * span; k++) ticks.push(k * step);
  return { low, high: low + span, at: (v) => (v - low) / span, ticks };
}

/** Decimals that tell the ticks of an axis apart. */
export function tickDigits(ticks: readonly number[]): number {
  const step = Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0)) || 1;
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}

const cutTo = (line: string, letters: number): string => (line.length > letters ? `${line.slice(0, letters - 1)}\u2026` : line);

/** A label on one line: whole, else its brief form; never its first words alone, which may be those of another name. */
export const oneLine = ({ label, brief, iso3 }: Bar, letters: number): string => (label.length <= letters ? label : (brief ?? iso3 ?? cutTo(label, letters)));

/** Lines of at most some letters, at most two; what does not fit ends in an ellipsis. */
export function wrapped(text: string, letters: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line && line.length + 1 + word.length > letters) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  const two = lines.length > 2 ? [lines[0]!, `${lines[1]!} ${lines[2]!}`] : lines;
  return two.map((line) => cutTo(line, letters));
}
