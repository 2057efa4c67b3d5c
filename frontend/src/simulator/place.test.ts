import { describe, expect, it } from 'vitest';
import { inWords, placeOf } from './place';

describe('where an error lies', () => {
  it('is a move and its field', () => {
    const error = { kind: 'input', message: "scenario: moves[12].tariff.on: unknown state or group 'CHNA'.", field: 'moves[12].tariff.on' };
    expect(placeOf(error)).toEqual({ at: 12, field: 'on' });
    expect(inWords(error)).toBe("unknown state or group 'CHNA'.");
  });
  it('is a move alone, or no move', () => {
    expect(placeOf({ kind: 'input', message: 'x', field: 'moves[0].tariff' })).toEqual({ at: 0, field: '' });
    for (const field of ['settings.horizon', null, undefined, 'moves']) expect(placeOf({ kind: 'input', message: 'x', field })).toBeNull();
    expect(placeOf(null)).toBeNull();
    expect(inWords({ kind: 'input', message: 'No equilibrium was found.' })).toBe('No equilibrium was found.');
  });
});
