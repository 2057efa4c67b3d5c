import { describe, expect, it } from 'vitest';
import drawing from '../../../src/multipolar/data/map_110m.json';
import { next, placesOf, rings, target } from './geometry';

const places = placesOf(drawing);
const at = (iso3: string) => places.findIndex((p) => p.iso3 === iso3);
const state = (p: { iso3: string | null }) => p.iso3 !== null;

describe('places', () => {
  it('have their middle in their largest part', () => {
    expect(rings('M0 0l10 0 0 10 -10 0Z')).toEqual([[[0, 0], [10, 0], [10, 10], [0, 10]]]);
    const inside = (iso3: string, x: [number, number]) => expect(places[at(iso3)]!.x > x[0] && places[at(iso3)]!.x < x[1]).toBe(true);
    inside('FRA', [470, 500]);
    inside('USA', [180, 290]);
    inside('RUS', [560, 760]);
  });
  it('are each drawn once, what is disputed above, dots last', () => {
    const codes = places.flatMap((p) => p.iso3 ?? []);
    expect(new Set(codes).size).toBe(codes.length);
    expect(places.length).toBe(drawing.shapes.length + drawing.dots.length - 6); // Luxembourg and five others have both
    expect(places.findIndex((p) => p.disputed)).toBeGreaterThan(170);
    expect(places.findIndex((p) => p.path === null)).toBe(drawing.shapes.length);
  });
});

describe('arrow keys', () => {
  it('go to the neighbour', () => {
    expect(places[next(places, at('PRT'), 'ArrowRight', state)]!.iso3).toBe('ESP');
    expect(places[next(places, at('USA'), 'ArrowUp', state)]!.iso3).toBe('CAN');
    expect(places[next(places, at('ARG'), 'ArrowLeft', state)]!.iso3).toBe('CHL');
  });
  it('reach every state from every other', () => {
    const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];
    const seen = new Set([at('VNM')]);
    for (const from of seen) for (const key of keys) seen.add(next(places, from, key, state));
    const missed = places.filter((p, k) => state(p) && !seen.has(k)).map((p) => p.iso3);
    expect(missed).toEqual([]);
  });
});

describe('targets', () => {
  it('of dots are as wide as their reach', () => {
    const malta = places[at('MLT')]!;
    expect(places[target(places, malta.x + 9, malta.y, 10, null)!]!.iso3).toBe('MLT');
    expect(target(places, 20, 380, 10, null)).toBe(null);
  });
  it('leave large states their ground', () => {
    const brazil = places[at('BRA')]!;
    expect(target(places, brazil.x, brazil.y, 12, at('BRA'))).toBe(at('BRA'));
  });
});
