import { beforeEach, expect, it, vi } from 'vitest';
import { bench } from '../lib/scenario.svelte';
import { shared } from '../lib/shared.svelte';
import type { Catalogue, Scenario } from '../lib/types';
import { Door } from './door.svelte';
import { failureWords } from './words';

const packaged: Scenario = { multipolar: 1, name: 'Duties', moves: [{ tariff: { by: ['USA'], on: ['CHN'], add_pp: 60, id: 'a' } }] };
const answerOf = vi.hoisted(() => vi.fn());
vi.mock('../lib/api', () => ({
  answer: async (id: string) => ({ answer: `${id}, packaged` }),
  answerOf,
  readScenario: async () => ({ scenario: packaged }),
}));

const question = (id: string, kind: string, scenario: string | null = 'duties', against: string | null = null) => ({ id, kind, scenario, against, question: '', mechanism: '', command: null, tab: 'real_income_pct', state: null, page: '' });
const never = new AbortController().signal;
let door: Door;

beforeEach(() => {
  shared.catalogue = { questions: [question('who-pays', 'run'), question('who-joins', 'coalition'), question('how-many', 'order', null), question('who-gains', 'run', 'duties', 'fewer-duties')] } as unknown as Catalogue;
  answerOf.mockReset();
  answerOf.mockImplementation(async (id: string, { moves }: Scenario) => ({ answer: `${id}, ${(moves[0]!.tariff as { add_pp: number }).add_pp}` }));
  door = new Door();
});
const ask = (id: string) => door.ask(shared.catalogue!.questions.find((one) => one.id === id)!);
const shown = () => door.shown && [door.shown.answer.answer, door.shown.current];

it('follows the levers, and marks the old answer until the new one is there', async () => {
  await ask('who-pays');
  expect([shown(), door.moved]).toEqual([['who-pays, packaged', true], false]);
  bench.setField(0, 'add_pp', 30);
  expect([shown(), door.follows]).toEqual([['who-pays, packaged', false], true]);
  await door.follow(never);
  expect(shown()).toEqual(['who-pays, 30', true]);
  bench.setField(0, 'add_pp', 20);
  expect(shown()).toEqual(['who-pays, packaged', false]);
  door.back();
  expect([shown(), bench.changed]).toEqual([['who-pays, packaged', true], false]);
});

it('says why a change has no answer, and forgets an answer that nobody waits for', async () => {
  await ask('who-pays');
  bench.setField(0, 'add_pp', 40);
  const gone = new AbortController();
  const asked = door.follow(gone.signal);
  gone.abort();
  await asked;
  expect(shown()).toEqual(['who-pays, packaged', false]);
  answerOf.mockRejectedValue(new Error('no entry'));
  await door.follow(never);
  expect([door.unanswered, shown()]).toEqual(['no entry', ['who-pays, packaged', false]]);
  bench.setField(0, 'add_pp', 41);
  expect(door.unanswered).toBe('');
});

it('leaves an answer that takes a minute, and one of another scenario, marked as they are', async () => {
  await ask('who-joins');
  bench.setField(0, 'add_pp', 10);
  expect([shown(), door.moved, door.follows]).toEqual([['who-joins, packaged', false], true, false]);
  await ask('who-pays');
  bench.load({ ...packaged, name: 'Mine' });
  expect([door.moved, door.descends, door.follows]).toEqual([true, false, false]);
  door.came(bench.loaded); // changed from the question's, as the address says
  expect([door.descends, door.follows]).toEqual([true, true]);
  await ask('how-many');
  bench.setField(0, 'add_pp', 5);
  expect([shown(), door.moved]).toEqual([['how-many, packaged', true], false]);
});

it('does not follow the levers of one of two scenarios that are compared, and says so', async () => {
  await ask('who-gains');
  expect([shown(), door.unanswered]).toEqual([['who-gains, packaged', true], '']);
  bench.setField(0, 'add_pp', 12);
  expect([shown(), door.descends, door.follows]).toEqual([['who-gains, packaged', false], true, false]);
  expect(door.unanswered).toBe('it compares two scenarios; only one was changed.');
  bench.load({ ...packaged, name: 'Mine' });
  expect([door.follows, door.unanswered]).toEqual([false, '']);
});

it('has no solution only where the solver of the whole found none', () => {
  const error = (kind: string) => ({ kind, message: `told ${kind}` });
  expect(failureWords('all', error('not_solved'))).toBe('Your change has no solution.');
  for (const [part, kind] of [['rest', 'not_solved'], ['all', 'network'], ['all', 'busy']] as const) expect(failureWords(part, error(kind))).toBe(`No answer for your change: told ${kind}`);
});
