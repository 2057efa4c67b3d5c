// Names that a lever can hold, found by code, name or another word for them.
import type { Catalogue } from '../lib/types';

export interface Option {
  /** As the scenario file writes it. */
  name: string;
  label: string;
  /** What it is: state, group, sector ... */
  what: string;
  /** Other words that find it. */
  words: string[];
}

/** Letters without accents, in lower case, with single blanks. */
export const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

const option = (name: string, label: string, what: string, words: string[] = []): Option => ({
  name,
  label,
  what,
  words: words.map(plain),
});

/** Options of one source of the catalogue, as `of` of a field names it. */
export function optionsOf(catalogue: Catalogue, source: string): Option[] {
  switch (source) {
    case 'states':
      return catalogue.states.map((s) => option(s.iso3, s.name, 'state', s.words));
    case 'groups':
      return catalogue.groups.map((g) => option(g.name, g.label, g.members.length ? `group of ${g.members.length}` : 'group', g.words));
    case 'sectors':
      return [
        ...catalogue.sector_words.map((s) => option(s.name, s.label, 'sectors', s.words)),
        ...catalogue.sectors.map((s) => option(s.code, s.name, s.goods ? 'goods' : 'service', s.words)),
      ];
    case 'sector_words':
      return catalogue.sector_words.map((s) => option(s.name, s.label, 'sectors', s.words));
    case 'commodities':
      return catalogue.commodities.map((c) => option(c.name, c.label, 'commodity', c.words));
    case 'products':
      return catalogue.products.map((p) => option(p.name, p.label, 'product', p.words));
    case 'bodies':
      return catalogue.bodies.map((b) => option(b.name, b.label, 'body', b.words));
    case 'theatres':
      return catalogue.theatres.map((t) => option(t.name, t.label, 'theatre', t.words));
    default:
      return [];
  }
}

/** How well an option answers to a query: 0 exactly, then starts, then inside; null not at all. */
function rank(one: Option, query: string): number | null {
  const code = plain(one.name);
  const label = plain(one.label);
  if (code === query || label === query || one.words.includes(query)) return 0;
  if (label.startsWith(query)) return 1;
  if (one.words.some((word) => word.startsWith(query))) return 2;
  if (code.startsWith(query)) return 3;
  if (label.split(' ').some((word) => word.startsWith(query))) return 4;
  return query.length > 2 && label.includes(query) ? 5 : null;
}

/** Options that a query means, best first; all of them for none. */
export function find(options: readonly Option[], query: string, most = 40): Option[] {
  const wanted = plain(query);
  if (!wanted) return options.slice(0, most);
  return options
    .map((one) => ({ one, at: rank(one, wanted) }))
    .filter((found): found is { one: Option; at: number } => found.at !== null)
    .sort((a, b) => a.at - b.at || a.one.label.length - b.one.label.length)
    .slice(0, most)
    .map((found) => found.one);
}

const labels = new WeakMap<Catalogue, Map<string, string>>();

/** Label of a name, whatever it is; the name itself where the catalogue has none. */
export function labelOf(catalogue: Catalogue, name: string): string {
  let known = labels.get(catalogue);
  if (!known) {
    const sources = ['theatres', 'bodies', 'products', 'commodities', 'sectors', 'groups', 'states'];
    known = new Map(sources.flatMap((source) => optionsOf(catalogue, source).map((o) => [o.name, o.label])));
    labels.set(catalogue, known);
  }
  return known.get(name) ?? name;
}
