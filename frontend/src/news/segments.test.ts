import { describe, expect, it } from 'vitest';
import { segments } from './segments';

const span = (start: number, end: number, id = 0) => ({ start, end, id });

describe('segments', () => {
  it('cuts at every border and names the passages of each piece', () => {
    const found = segments('France bans Spain', [span(0, 17, 1), span(7, 11, 2)]);
    expect(found.map((s) => s.text)).toEqual(['France ', 'bans', ' Spain']);
    expect(found.map((s) => s.spans.map((p) => p.id))).toEqual([[1], [1, 2], [1]]);
  });
  it('counts code points, not halves of them', () => {
    const found = segments('🇫🇷 “Oui”', [span(4, 7)]);
    expect(found.find((s) => s.spans.length)?.text).toBe('Oui');
  });
  it('gives the whole text back', () => {
    const text = 'A — b\r\nc 𝄞 d';
    expect(segments(text, [span(2, 40), span(3, 3), span(0, 1)]).map((s) => s.text).join('')).toBe(text);
  });
  it('leaves an empty text empty', () => expect(segments('', [span(0, 4)])).toEqual([]));
});
