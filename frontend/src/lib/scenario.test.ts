import { describe, expect, it } from 'vitest';
import { fieldsOf, kindOf, Workbench } from './scenario.svelte';
import type { Scenario } from './types';

const tariff = (id: string, add_pp = 10) => ({ tariff: { by: ['USA'], on: ['CHN'], add_pp, id } });
const answerTo = (id: string, own: string) => ({ retaliation: { by: ['CHN'], against: id, id: own } });
const scenario = (...moves: Scenario['moves']): Scenario => ({ multipolar: 1, name: 'test', moves });
const ids = (bench: Workbench) => bench.scenario.moves.map((move) => fieldsOf(move).id).join('');
const shown = (bench: Workbench) => bench.cards.map((card) => `${fieldsOf(card.move).id}${card.at === null ? '-' : ''}`).join('');

function loaded(...moves: Scenario['moves']): Workbench {
  const bench = new Workbench();
  bench.load(scenario(...moves), 'packed');
  return bench;
}

describe('undo', () => {
  it('takes a drag as one step, and the next drag as another', () => {
    const bench = loaded(tariff('a'));
    for (const value of [11, 12, 13]) bench.setField(0, 'add_pp', value);
    bench.settle();
    for (const value of [14, 15]) bench.setField(0, 'add_pp', value);
    bench.undo();
    expect(fieldsOf(bench.scenario.moves[0]!).add_pp).toBe(13);
    bench.undo();
    expect(fieldsOf(bench.scenario.moves[0]!).add_pp).toBe(10);
    expect(bench.changed).toBe(false);
    expect(bench.canUndo).toBe(false);
    bench.redo();
    bench.redo();
    expect(fieldsOf(bench.scenario.moves[0]!).add_pp).toBe(15);
    expect(bench.canRedo).toBe(false);
  });

  it('comes back to the scenario before a loaded one, with its name in the catalogue', () => {
    const bench = loaded(tariff('a'));
    bench.load(scenario(tariff('b')), 'other');
    expect(bench.preset).toBe('other');
    bench.undo();
    expect([ids(bench), bench.preset, bench.changed]).toEqual(['a', 'packed', false]);
  });

  it('writes out nothing but the lever under the hand, however long the scenario', () => {
    let written = 0;
    const counted = { toJSON: () => `${written++}` };
    const bench = new Workbench();
    bench.load({ ...scenario(tariff('a'), { visit: { by: 'CHN', to: ['VNM'], id: counted } }), settings: { horizon: counted } } as unknown as Scenario, 'packed');
    for (const value of [11, 12, 13]) bench.setField(0, 'add_pp', value);
    expect([bench.scenario.name, written]).toEqual(['test, changed', 0]);
    bench.setField(0, 'add_pp', 10);
    expect([bench.scenario.name, written]).toEqual(['test', 0]);
  });

  it('keeps no old name over other moves, and takes it back with the old moves', () => {
    const bench = new Workbench();
    bench.load({ ...scenario(tariff('a')), description: 'Ten points.' }, 'packed');
    const before = fieldsOf(bench.scenario.moves[0]!).add_pp;
    bench.setField(0, 'add_pp', 80);
    expect([bench.scenario.name, bench.scenario.description]).toEqual(['test, changed', expect.stringMatching(/^Changed; .*Ten points\.$/)]);
    bench.setField(0, 'add_pp', before);
    expect([bench.scenario.name, bench.scenario.description]).toEqual(['test', 'Ten points.']);
    bench.edit((one) => (one.name = 'mine'));
    bench.setField(0, 'add_pp', 81);
    expect(bench.scenario.name).toBe('mine');
  });

  it('starts with nothing to undo', () => expect(loaded(tariff('a')).canUndo).toBe(false));
});

describe('moves', () => {
  it('keeps the objects and keys of moves that an edit leaves alone', () => {
    const bench = loaded(tariff('a'), tariff('b'));
    const before = bench.cards;
    bench.setField(1, 'add_pp', 3);
    expect(bench.cards[0]!.move).toBe(before[0]!.move);
    expect(bench.cards.map((card) => card.key)).toEqual(before.map((card) => card.key));
  });

  it('keeps keys when an edit of the whole takes a move out or adds one', () => {
    const bench = loaded(tariff('a'), tariff('b'), tariff('c'));
    const [a, , c] = bench.cards.map((card) => card.key);
    bench.edit((one) => one.moves.splice(1, 1));
    expect(bench.cards.map((card) => card.key)).toEqual([a, c]);
    bench.edit((one) => one.moves.push(tariff('d')));
    expect(bench.cards.map((card) => card.key).slice(0, 2)).toEqual([a, c]);
  });

  it('takes out a field that is emptied', () => {
    const bench = loaded(tariff('a'));
    bench.setFields(0, { add_pp: undefined, set_pct: 5, sectors: [] });
    expect(bench.scenario.moves[0]).toEqual({ tariff: { by: ['USA'], on: ['CHN'], id: 'a', set_pct: 5 } });
  });

  it('finds an added card by its key', () => {
    const bench = loaded(tariff('a'));
    const key = bench.addMove('visit', { by: ['CHN'], to: ['VNM'] });
    expect(kindOf(bench.cards.find((card) => card.key === key)!.move)).toBe('visit');
  });

  it('removes answers with what they answer', () => {
    const bench = loaded(tariff('a'), answerTo('a', 'b'), answerTo('b', 'c'), tariff('d'));
    expect(bench.removeMove(0)).toBe(3);
    expect(ids(bench)).toBe('d');
    bench.undo();
    expect(ids(bench)).toBe('abcd');
  });
});

describe('switching off', () => {
  it('takes a move out of the scenario and puts it back where it stood', () => {
    for (const order of [[0, 0], [1, 0], [0, 1], [1, 1], [2, 0], [2, 1]]) {
      const bench = loaded(tariff('a'), tariff('b'), tariff('c'), tariff('d'));
      for (const at of order) bench.switchOff(at);
      expect(shown(bench).replaceAll('-', '')).toBe('abcd');
      expect(bench.scenario.moves).toHaveLength(2);
      const asleep = bench.cards.filter((card) => card.at === null);
      for (const pair of [asleep, asleep.toReversed()]) {
        for (const card of pair) bench.switchOn(card.key);
        expect(shown(bench)).toBe('abcd');
        bench.undo();
        bench.undo();
      }
    }
  });

  it('sends answers to sleep with what they answer, and wakes what an answer needs', () => {
    const bench = loaded(tariff('a'), answerTo('a', 'b'), tariff('c'));
    expect(bench.switchOff(0)).toBe(2);
    expect(shown(bench)).toBe('a-b-c');
    const answer = bench.cards[1]!;
    expect(bench.switchOn(answer.key)).toBe(2);
    expect(ids(bench)).toBe('abc');
  });

  it('keeps the offer of a coalition to moves that exist', () => {
    const bench = new Workbench();
    bench.load({ ...scenario(tariff('a'), tariff('b')), coalition: { proposer: 'CHN', offer: ['a', 'b'] } });
    bench.switchOff(0);
    expect(bench.scenario.coalition!.offer).toEqual(['b']);
    bench.switchOn(bench.cards[0]!.key);
    expect(bench.scenario.coalition!.offer).toEqual(['b', 'a']);
    bench.removeMove(1);
    expect(bench.scenario.coalition!.offer).toEqual(['a']);
  });

  it('is forgotten by reset and remembered by undo', () => {
    const bench = loaded(tariff('a'), tariff('b'));
    bench.switchOff(0);
    bench.reset();
    expect([shown(bench), bench.changed]).toEqual(['ab', false]);
    bench.undo();
    expect(shown(bench)).toBe('a-b');
    bench.forget(bench.cards[0]!.key);
    expect(shown(bench)).toBe('b');
  });
});

describe('a new scenario', () => {
  it('is ready once begun, though empty', () => {
    const bench = new Workbench();
    expect(bench.ready).toBe(false);
    bench.load(scenario());
    expect([bench.ready, bench.canUndo]).toEqual([true, false]);
  });

  it('starts after what a lever needs, unless it starts after something already', () => {
    const bench = loaded(tariff('a'));
    bench.addMove('sanctions_relief', { by: ['USA'], on: ['RUS'], share: 1 }, 'sanctions-2023');
    expect(bench.scenario.after).toBe('sanctions-2023');
    bench.addMove('sanctions_relief', { by: ['EU'], on: ['RUS'], share: 1 }, 'other');
    expect(bench.scenario.after).toBe('sanctions-2023');
    bench.undo();
    bench.undo();
    expect(bench.scenario.after).toBeUndefined();
  });
});
