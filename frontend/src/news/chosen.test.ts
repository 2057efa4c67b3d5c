import { describe, expect, it } from 'vitest';
import { chosen } from './chosen';
import type { NewsAnswer } from './types';

const moves = [
  { tariff: { by: 'USA', on: 'CHN', add_pp: 10, id: 'a' } },
  { call: { by: 'FRA', to: 'DEU', id: 'b' } },
  { retaliation: { by: 'CHN', against: 'a', kind: 'mirror', id: 'c' } },
];
const answer = { scenario: { multipolar: 1, name: 'x', moves } } as unknown as NewsAnswer;

describe('chosen', () => {
  it('keeps all that is ticked', () => expect(chosen(answer, new Set()).moves).toEqual(moves));
  it('drops what is not', () => expect(chosen(answer, new Set([1])).moves).toEqual([moves[0], moves[2]]));
  it('drops an answer to what is dropped', () => expect(chosen(answer, new Set([0])).moves).toEqual([moves[1]]));
  it('leaves the proposal as it is', () => expect(answer.scenario!.moves).toHaveLength(3));
});
