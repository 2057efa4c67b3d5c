// Words into levers: `tariff china`, `visit vietnam`, `rare earths` become ready-made moves that are valid at once.
import type { Catalogue, Kind, MoveFields, Scenario } from '../lib/types';
import { fieldsOf, kindOf } from '../lib/scenario.svelte';
import { optionsOf, plain, type Option } from './names';
import { about, sides } from './words';

export interface Suggestion {
  kind: string;
  fields: MoveFields;
  label: string;
  detail: string;
}

/** What else people call the kinds. */
const CALLED: Record<string, string[]> = {
  tariff: ['tariffs', 'duty', 'duties', 'customs'],
  retaliation: ['retaliate', 'answer', 'mirror', 'counter tariff'],
  export_curb: ['export ban', 'export control', 'export controls', 'export curb', 'export', 'withhold', 'embargo', 'curb'],
  sanction: ['sanctions', 'cut off', 'embargo'],
  sanctions_relief: ['lift sanctions', 'relief', 'ease sanctions', 'lift'],
  import_ban: ['import ban', 'boycott', 'ban'],
  trade_cost: ['decoupling', 'decouple', 'barriers', 'friction', 'trade cost', 'shipping'],
  trade_agreement: ['free trade', 'fta', 'trade deal', 'agreement', 'market access'],
  transfer: ['money', 'grant', 'payment'],
  aid: ['development aid', 'assistance'],
  infrastructure_finance: ['belt and road', 'bri', 'loan', 'loans', 'infrastructure', 'ports', 'railway', 'lending'],
  energy_deal: ['oil', 'gas', 'energy', 'pipeline', 'lng'],
  visit: ['state visit', 'visits', 'summit', 'trip'],
  call: ['calls', 'talks', 'phone'],
  guarantee: ['security guarantee', 'alliance', 'protection', 'doubt', 'troops', 'defence'],
  membership: ['join', 'joins', 'leave', 'leaves', 'accession', 'member', 'enlargement'],
  peace_deal: ['peace', 'ceasefire', 'settlement', 'armistice'],
  pressure: ['coerce', 'coercion', 'threaten', 'lean on'],
  attention: ['pivot', 'focus'],
  institution_reform: ['reform', 'voting weights', 'quota', 'seats', 'veto'],
  withdrawal: ['withdraw', 'exit', 'quit', 'quits', 'leave', 'leaves'],
};

/** The sides of a move, in the order of who and whom, and what it can be about. */
const SIDES = ['by', 'who', 'between', 'parties', 'on', 'to'];
const THINGS: Record<string, What> = { sectors: 'sector', commodities: 'commodity', commodity: 'product', body: 'body', joins: 'body', leaves: 'body', from_theatre: 'theatre', to_theatre: 'theatre' };

/** Kinds that are offered where only the sides are named, the likeliest first. */
const BETWEEN_STATES = ['tariff', 'trade_agreement', 'sanction', 'visit', 'guarantee', 'infrastructure_finance', 'aid', 'export_curb', 'pressure', 'trade_cost'];

type What = 'kind' | 'actor' | 'sector' | 'commodity' | 'product' | 'body' | 'theatre';
interface Meant {
  what: What;
  name: string;
}
type Book = Map<string, Meant[]>;
const books = new WeakMap<Catalogue, Book>();

/** Every phrase that means something, with what it means. */
function book(catalogue: Catalogue): Book {
  const known = books.get(catalogue);
  if (known) return known;
  const made: Book = new Map();
  const put = (phrase: string, what: What, name: string) => {
    const meant = made.get(phrase) ?? made.set(phrase, []).get(phrase)!;
    if (phrase && !meant.some((one) => one.what === what && one.name === name)) meant.push({ what, name });
  };
  const all = (options: Option[], what: What) => {
    for (const one of options) for (const phrase of [plain(one.name), plain(one.label), ...one.words]) put(phrase, what, one.name);
  };
  for (const kind of catalogue.kinds) for (const phrase of [kind.kind, kind.label, ...(CALLED[kind.kind] ?? [])]) put(plain(phrase), 'kind', kind.kind);
  all([...optionsOf(catalogue, 'states'), ...optionsOf(catalogue, 'groups')], 'actor');
  all(optionsOf(catalogue, 'commodities'), 'commodity');
  all(optionsOf(catalogue, 'products'), 'product');
  all(optionsOf(catalogue, 'sectors'), 'sector');
  all([...optionsOf(catalogue, 'bodies'), ...optionsOf(catalogue, 'groups')], 'body');
  all(optionsOf(catalogue, 'theatres'), 'theatre');
  books.set(catalogue, made);
  return made;
}

/** What the words of a query mean, the longest phrases first; the start of a word stands for it. */
function understood(catalogue: Catalogue, query: string): { meant: Meant[]; unknown: string[] } {
  const words = plain(query).split(' ').filter((word) => word && !['on', 'of', 'to', 'the', 'and', 'from', 'with', 'in', 'by', 'against', 'for'].includes(word));
  const phrases = book(catalogue);
  const meant: Meant[] = [];
  const unknown: string[] = [];
  for (let at = 0; at < words.length; ) {
    let step = 0;
    for (let length = Math.min(4, words.length - at); length > 0 && !step; length--) {
      const phrase = words.slice(at, at + length).join(' ');
      let found = phrases.get(phrase);
      if (!found && phrase.length > 1) {
        const longer = [...phrases.keys()].filter((one) => one.startsWith(phrase)).sort((a, b) => a.length - b.length);
        found = longer.slice(0, 3).flatMap((one) => phrases.get(one)!);
      }
      if (found?.length) {
        meant.push(...found);
        step = length;
      }
    }
    if (!step) unknown.push(words[at]!);
    at += step || 1;
  }
  return { meant, unknown };
}

/** Pairs of sides worth offering: as named, and turned round; a power stands in where one is named alone. */
function pairs(actors: string[], poles: string[]): [string, string[]][] {
  const [first, second, ...rest] = actors;
  if (first && second) return [[first, [second, ...rest]], [second, [first]]];
  const powers = poles.filter((pole) => pole !== first).slice(0, 2);
  if (first && poles.includes(first)) return powers.length ? [[powers[0]!, [first]], [first, [powers[0]!]]] : [];
  if (first) return powers.map((power) => [power, [first]]);
  return powers.length > 1 ? [[powers[0]!, [powers[1]!]], [powers[1]!, [powers[0]!]]] : [];
}

/** A name that no move of the scenario has. */
function freeId(scenario: Scenario, stem: string): string {
  const taken = new Set(scenario.moves.map((move) => fieldsOf(move).id));
  const base = stem.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 60);
  for (let k = 1; ; k++) if (!taken.has(k === 1 ? base : `${base}-${k}`)) return k === 1 ? base : `${base}-${k}`;
}

/** The fields of a new lever: those named, and what the catalogue starts it with where that is not the default anyway. */
function filled(kind: Kind, named: MoveFields): MoveFields {
  const all: MoveFields = { ...named };
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  for (const field of kind.fields) {
    const rival = field.one_of !== null && kind.fields.some((other) => other.one_of === field.one_of && other.name in all);
    const wanted = field.required || !same(field.new, field.default);
    if (field.name in all || rival || field.shared || field.new === null || !wanted || (field.with !== null && !(field.with in all))) continue;
    all[field.name] = field.new;
  }
  return all;
}

/** First year of any move, as the scenario counts it. */
function firstYear(scenario: Scenario): number {
  const years = scenario.moves.map((move) => fieldsOf(move).from).filter((year): year is number => typeof year === 'number');
  return years.length ? Math.min(...years) : 2026;
}

/** What a query is about, put into the fields of a kind that can hold it. */
function things(kind: Kind, named: (what: What) => string[]): MoveFields {
  const found: MoveFields = {};
  const taken = new Set<string>();
  for (const field of kind.fields) {
    const what = THINGS[field.name];
    const names = what ? named(what) : [];
    if (!names.length || (field.one_of !== null && taken.has(field.one_of))) continue;
    if (field.one_of !== null) taken.add(field.one_of);
    if (field.name === 'to_theatre' || field.name === 'from_theatre') continue;
    found[field.name] = field.type === 'names' ? names.slice(0, 4) : names[0];
  }
  if (kind.kind === 'attention' && named('theatre').length) {
    const [to = 'Asia', from = to === 'Europe' ? 'Asia' : 'Europe'] = named('theatre');
    Object.assign(found, { from_theatre: from, to_theatre: to });
  }
  return found;
}

/** Moves of one kind for what was named. */
function movesOf(kind: Kind, scenario: Scenario, meant: Meant[]): MoveFields[] {
  const named = (what: What) => [...new Set(meant.filter((one) => one.what === what).map((one) => one.name))];
  const about = things(kind, named);
  const bodies = named('body');
  const actors = named('actor').filter((name) => !(kind.fields.some((field) => field.name === 'body') && bodies.includes(name)));
  const poles = scenario.poles?.length ? scenario.poles : ['USA', 'CHN', 'RUS'];
  const [first, second] = SIDES.filter((side) => kind.fields.some((field) => field.name === side));
  if (kind.kind === 'retaliation') {
    const targets = scenario.moves.filter((move) => ['tariff', 'export_curb', 'sanction', 'import_ban'].includes(kindOf(move)) && fieldsOf(move).id);
    return targets.slice(-4).reverse().map((move) => ({ by: fieldsOf(move).on, against: fieldsOf(move).id }));
  }
  if (kind.kind === 'membership') return ['joins', 'leaves'].map((verb) => ({ ...(actors.length ? { who: actors } : {}), [verb]: bodies[0] ?? 'BRICS' }));
  if (!actors.length || first === undefined) return [about];
  if (kind.fields.some((field) => field.name === 'between' || field.name === 'parties')) {
    const side = kind.fields.some((field) => field.name === 'between') ? 'between' : 'parties';
    const found = pairs(actors, poles);
    return (actors.length > 1 || poles.includes(actors[0]!) ? found.slice(0, 1) : found).map(([a, b]) => ({ [side]: [a, ...b], ...about }));
  }
  if (second === undefined) return [{ [first]: actors, ...about }];
  return pairs(actors, poles).map(([a, b]) => ({ [first]: [a], [second]: b, ...about }));
}

/** Kinds that a query asks for, by name or by what it is about. */
function kindsFor(meant: Meant[], goods: Set<string>): string[] {
  const kinds = meant.filter((one) => one.what === 'kind').map((one) => one.name);
  if (kinds.length) return kinds;
  const things = new Set(meant.map((one) => one.what));
  const commodities = meant.filter((one) => one.what === 'commodity').map((one) => one.name);
  const sectors = meant.filter((one) => one.what === 'sector').map((one) => one.name);
  const list: string[] = [];
  if (things.has('product')) list.push('energy_deal');
  if (commodities.length) list.push('export_curb');
  if (sectors.length) list.push(...(sectors.every((name) => goods.has(name)) ? ['tariff', 'export_curb', 'import_ban', 'trade_cost'] : ['trade_cost']));
  const actors = meant.filter((one) => one.what === 'actor').map((one) => one.name);
  const bodies = meant.filter((one) => one.what === 'body').map((one) => one.name);
  if (bodies.some((name) => !actors.includes(name)) && !list.length) list.push('membership', 'withdrawal', 'institution_reform');
  if (things.has('theatre')) list.push('attention');
  if (actors.length && !list.length) list.push(...BETWEEN_STATES, ...(bodies.length ? ['membership'] : []));
  return list;
}

/** Levers for a query, likeliest first; one of each kind where nothing is asked. */
export function suggest(catalogue: Catalogue, scenario: Scenario, query: string, most = 12): Suggestion[] {
  const { meant, unknown } = understood(catalogue, query);
  const asked = plain(query) !== '';
  if (asked && (!meant.length || unknown.length > 1)) return [];
  const goods = new Set([...catalogue.sectors.filter((s) => s.goods).map((s) => s.code), 'goods']);
  const kinds = asked ? kindsFor(meant, goods) : catalogue.kinds.map((kind) => kind.kind);
  const byKind = kinds.flatMap((name) => {
    const kind = catalogue.kinds.find((one) => one.kind === name);
    return kind ? [movesOf(kind, scenario, meant).map((fields) => made(catalogue, scenario, kind, fields))] : [];
  });
  const one = asked ? [...byKind.map((list) => list[0]), ...byKind.flatMap((list) => list.slice(1))] : byKind.map((list) => list[0]);
  const wide = kinds.length <= 2 ? byKind.flat() : one;
  const once = new Map<string, Suggestion>(); // two meanings of a word may lead to one move
  for (const found of wide) if (found && !once.has(nameOf(found))) once.set(nameOf(found), found);
  return [...once.values()].slice(0, asked ? most : 30);
}

/** What tells one suggestion from another. */
export const nameOf = (one: Suggestion): string => `${one.kind}${JSON.stringify(one.fields)}`;

function made(catalogue: Catalogue, scenario: Scenario, kind: Kind, given: MoveFields): Suggestion {
  const who = [given.by ?? given.who ?? given.between ?? given.parties ?? '', given.on ?? given.to ?? ''].flat().join('-');
  const fields = { ...filled(kind, given), from: firstYear(scenario), id: freeId(scenario, `${kind.kind}-${who || String(given.body ?? '')}`) };
  const label = [sides(catalogue, fields), about(catalogue, kind, fields)].filter(Boolean).join(', ');
  return { kind: kind.kind, fields, label: `${kind.label}: ${label}`, detail: kind.mechanism };
}
