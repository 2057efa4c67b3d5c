import { describe, expect, it } from 'vitest';
import type { Catalogue, Field, Kind, Scenario } from '../lib/types';
import { find, optionsOf } from './names';
import { nameOf, suggest } from './suggest';

function field(name: string, type: Field['type'], more: Partial<Field> = {}): Field {
  return { name, label: name, type, of: [], required: false, default: null, new: null, unit: '', min: null, max: null, step: null, choices: [], one_of: null, any_of: null, with: null, shared: false, ...more };
}
const actor = (name: string, start: string[], more: Partial<Field> = {}) => field(name, 'names', { of: ['states', 'groups'], required: true, new: start, ...more });
const sectors = field('sectors', 'names', { of: ['sectors'], default: ['goods'], new: ['goods'] });
const kind = (name: string, label: string, lever: string | null, fields: Field[]): Kind => ({ kind: name, label, group: 'trade', mechanism: `${label} works.`, acts_on: [], evidence: [], fields: [...fields, field('from', 'year', { new: 2026, shared: true })], lever, after: null });

const catalogue: Catalogue = {
  version: '1',
  kinds: [
    kind('tariff', 'Tariff', 'add_pp', [actor('by', ['USA']), actor('on', ['CHN']), field('add_pp', 'number', { one_of: 'size', new: 10 }), field('set_pct', 'number', { one_of: 'size' }), sectors]),
    kind('retaliation', 'Retaliation', null, [actor('by', ['CHN']), field('against', 'move_id', { required: true })]),
    kind('export_curb', 'Export curb', 'share', [
      actor('by', ['CHN']),
      field('on', 'names', { of: ['states', 'groups'], default: ['all'], new: ['all'] }),
      field('sectors', 'names', { of: ['sectors'], one_of: 'what' }),
      field('commodities', 'names', { of: ['commodities'], one_of: 'what', new: ['rare_earths'] }),
      field('share', 'share', { one_of: 'size', new: 0.5 }),
      field('tax_pct', 'number', { one_of: 'size' }),
    ]),
    kind('trade_cost', 'Cost of trade', 'cost_pct', [
      field('between', 'names', { of: ['states'], one_of: 'sides', new: ['USA', 'CHN'] }),
      field('by', 'names', { of: ['states'], one_of: 'sides' }),
      field('on', 'names', { of: ['states'], with: 'by' }),
      sectors,
      field('cost_pct', 'number', { required: true, new: 5 }),
    ]),
    kind('visit', 'State visit', null, [actor('by', ['CHN']), actor('to', ['VNM']), field('rank', 'choice', { choices: ['head_of_state'], new: 'head_of_state' })]),
    kind('membership', 'Joining or leaving a body', null, [
      actor('who', ['SAU']),
      field('joins', 'name', { of: ['groups'], one_of: 'verb', new: 'BRICS' }),
      field('leaves', 'name', { of: ['groups'], one_of: 'verb' }),
      field('body', 'name', { of: ['groups'], one_of: 'verb' }),
      field('change', 'choice', { choices: ['joins', 'leaves'], with: 'body' }),
    ]),
  ],
  states: [
    { iso3: 'USA', name: 'United States', kind: 'economy', words: ['US', 'America'] },
    { iso3: 'CHN', name: 'China', kind: 'economy', words: ['Beijing'] },
    { iso3: 'VNM', name: 'Vietnam', kind: 'economy' },
    { iso3: 'TUR', name: 'Türkiye', kind: 'economy', words: ['Turkey'] },
    { iso3: 'IND', name: 'India', kind: 'economy' },
    { iso3: 'IDN', name: 'Indonesia', kind: 'economy' },
  ],
  groups: [
    { name: 'Global_South', label: 'Global South (G77)', words: ['developing countries'], members: ['VNM', 'IND'] },
    { name: 'BRICS', label: 'BRICS', members: ['CHN', 'IND'] },
  ],
  sectors: [
    { code: 'C26', name: 'Computers and electronics', goods: true, words: ['chips', 'semiconductors'] },
    { code: 'I', name: 'Hotels', goods: false, words: ['tourism'] },
  ],
  sector_words: [{ name: 'goods', label: 'All goods' }],
  commodities: [{ name: 'rare_earths', label: 'rare earths', words: ['magnets'] }],
  products: [],
  bodies: [{ name: 'UNSC', label: 'Security Council' }],
  theatres: [],
  scenarios: [],
  questions: [],
  poles: ['USA', 'CHN', 'RUS'],
  elasticity_sets: [],
  beliefs: [],
  data_date: '2022',
};
const scenario: Scenario = { multipolar: 1, name: 'x', poles: ['USA', 'CHN', 'RUS'], moves: [{ tariff: { by: ['USA'], on: ['CHN'], add_pp: 60, from: 2027, id: 'us-duty' } }] };
const first = (query: string) => suggest(catalogue, scenario, query)[0];
const without = (fields: Record<string, unknown> | undefined) => {
  const { from: _, id: __, ...rest } = fields ?? {};
  return rest;
};

describe('levers from words', () => {
  it('offers a tariff of each side on the other', () => {
    const found = suggest(catalogue, scenario, 'tariff china');
    expect(found.map((one) => without(one.fields))).toEqual([
      { by: ['USA'], on: ['CHN'], add_pp: 10 },
      { by: ['CHN'], on: ['USA'], add_pp: 10 },
    ]);
    expect(found[0]!.label).toBe('Tariff: United States → China, goods');
    expect(found[0]!.fields.from).toBe(2027);
  });

  it('takes the order of who and whom', () => expect(without(first('china tariff on india')?.fields)).toEqual({ by: ['CHN'], on: ['IND'], add_pp: 10 }));
  it('lets a power visit', () => expect(without(first('visit vietnam')?.fields)).toEqual({ by: ['USA'], to: ['VNM'], rank: 'head_of_state' }));
  it('knows commodities by other words', () => {
    for (const query of ['rare earths', 'magnets', 'rare ear'])
      expect(without(first(query)?.fields)).toEqual({ by: ['CHN'], commodities: ['rare_earths'], share: 0.5 });
  });
  it('curbs chips where a sector is meant', () => {
    const curb = suggest(catalogue, scenario, 'export curb chips usa china')[0]!;
    expect(without(curb.fields)).toEqual({ by: ['USA'], on: ['CHN'], sectors: ['C26'], share: 0.5 });
  });
  it('offers no duty on services', () => expect(suggest(catalogue, scenario, 'tourism').map((one) => one.kind)).toEqual(['trade_cost']));
  it('finds names without accents and by aliases', () => {
    expect(first('turkiye')?.fields.on).toEqual(['TUR']);
    expect(first('tariff turkey')?.fields.on).toEqual(['TUR']);
    expect(first('tariff developing countries')?.fields.on).toEqual(['Global_South']);
  });
  it('answers a move by its id', () => expect(without(first('retaliate')?.fields)).toEqual({ by: ['CHN'], against: 'us-duty' }));
  it('lets a state join a body', () => expect(without(first('india join brics')?.fields)).toEqual({ who: ['IND'], joins: 'BRICS' }));
  it('puts both sides into one field where the kind has one', () => expect(without(first('decoupling usa china')?.fields)).toEqual({ between: ['USA', 'CHN'], cost_pct: 5 }));
  it('gives every lever a name of its own', () => {
    const id = first('tariff china')!.fields.id as string;
    const next = suggest(catalogue, { ...scenario, moves: [{ tariff: { id } }] }, 'tariff china')[0]!;
    expect(next.fields.id).toBe(`${id}-2`);
  });
  it('offers no move twice, however far a word is typed', () => {
    for (const query of ['tariff china usa', 'rare earths', 'join brics', 'guarantee taiwan', 'loan kenya'])
      for (let end = 1; end <= query.length; end++) {
        const names = suggest(catalogue, scenario, query.slice(0, end)).map(nameOf);
        expect(new Set(names).size, query.slice(0, end)).toBe(names.length);
      }
  });
  it('offers one of each kind unasked, and nothing for nonsense', () => {
    expect(suggest(catalogue, scenario, '').map((one) => one.kind)).toEqual(catalogue.kinds.map((one) => one.kind));
    expect(suggest(catalogue, scenario, 'qwertz uiop')).toEqual([]);
  });
});

describe('find', () => {
  const states = optionsOf(catalogue, 'states');
  it('puts the exact name before what only starts like it', () => expect(find(states, 'ind').map((one) => one.name)).toEqual(['IND', 'IDN']));
  it('finds by code, alias and part', () => {
    expect(find(states, 'vnm')[0]!.name).toBe('VNM');
    expect(find(states, 'beijing')[0]!.name).toBe('CHN');
    expect(find(states, 'donesia')[0]!.name).toBe('IDN');
    expect(find(optionsOf(catalogue, 'sectors'), 'semicond')[0]!.name).toBe('C26');
  });
});
