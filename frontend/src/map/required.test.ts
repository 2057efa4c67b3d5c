import { expect, it } from 'vitest';
import type { Result, Scenario } from '../lib/types';
import { namedIn, requirement } from './required';

const state = (name: string, needed: Record<string, [number | null, number | null]>, is_pole = false) => ({
  name, is_pole, required_half_way: Object.fromEntries(Object.entries(needed).map(([p, [own, upper]]) => [p, { times_estimate: own, times_upper_end: upper }])),
});
const of = (states: object) => ({ alignment: { states } }) as unknown as Result;
const measured = of({
  VNM: state('Vietnam', { USA: [null, 4.2], CHN: [null, 61] }),
  KHM: state('Cambodia', { USA: [null, 3.5], CHN: [null, null] }),
  IND: state('India', { USA: [null, null], CHN: [null, null] }),
  CHN: state('China', { USA: [null, 1] }, true),
});

it('takes the upper end where the estimate is zero, the least first', () => {
  const found = requirement(measured, '', []);
  expect([found.of, found.needed.map((n) => [n.iso3, n.pole, n.times])]).toEqual(['upper end', [['KHM', 'USA', 3.5], ['VNM', 'USA', 4.2]]]);
});
it('takes the estimate where there is one, and the pole that was asked for', () => {
  const found = requirement(of({ LAO: state('Laos', { USA: [81, 11.8], CHN: [null, 9000] }) }), 'USA', []);
  expect([found.of, found.needed[0]!.times]).toEqual(['estimate', 81]);
  expect(requirement(measured, 'CHN', []).needed.map((n) => n.iso3)).toEqual(['VNM']);
});
it('keeps states that were asked for, and says which are not pulled', () => {
  const found = requirement(measured, '', ['VNM', 'IND'], 2);
  expect(found.needed.map((n) => n.iso3)).toContain('VNM');
  expect(found.unpulled).toEqual(['IND']);
});
it('finds the states that moves name', () => {
  const scenario = { moves: [{ tariff: { by: 'USA', on: ['CHN', 'VNM'], add_pp: 60 } }], coalition: { candidates: ['KHM'] } } as unknown as Scenario;
  expect(namedIn(scenario, measured.alignment!.states)).toEqual(['CHN', 'VNM', 'KHM']);
});
