import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FACTS, n } from './facts';

const root = new URL('../../../', import.meta.url);
/** Text of a page with its line breaks as spaces and without emphasis: where a page breaks its lines is nobody's business. */
const page = (file: string): string => readFileSync(new URL(file, root), 'utf8').replaceAll('**', '').replace(/\s+/g, ' ');

describe('numbers of the documentation', () => {
  for (const [name, { value, file, quote }] of Object.entries(FACTS))
    it(`${name} is what ${file} says`, () => {
      expect(quote).toContain(value);
      expect(page(file)).toContain(quote);
    });
  it('are shown with a true minus', () => expect(n('taiwanWorld')).toBe('\u22120.063'));
});

describe('pages', () => {
  it('that the view names exist', async () => {
    const { PAGES } = await import('./pages');
    for (const { file } of PAGES) expect(() => readFileSync(new URL(file, root))).not.toThrow();
  });
});
