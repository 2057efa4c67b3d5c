// A text cut where marked passages begin and end, so that each piece knows all passages that it belongs to.

export interface Span {
  /** Code points of the text. */
  start: number;
  end: number;
}
export interface Segment<S extends Span> {
  text: string;
  spans: S[];
}

/** Pieces of a text in order; spans that leave the text are cut at its end. */
export function segments<S extends Span>(text: string, spans: readonly S[]): Segment<S>[] {
  const points = Array.from(text); // offsets count code points, strings of the page half of some
  const cuts = new Set([0, points.length]);
  for (const { start, end } of spans) {
    if (start >= end) continue;
    cuts.add(Math.min(start, points.length)).add(Math.min(end, points.length));
  }
  const at = [...cuts].sort((a, b) => a - b);
  return at.slice(0, -1).map((from, k) => {
    const to = at[k + 1]!;
    return { text: points.slice(from, to).join(''), spans: spans.filter((s) => s.start <= from && s.end >= to) };
  });
}
