import { expect, it } from 'vitest';
import { orderRow } from './history';

it('tells shares of trade in per cent and their change in points, as everywhere else', () => {
  const order = { before: { trade_inside: 0.6, n_eff: 7 }, after: { trade_inside: 0.61234, n_eff: 7.1 }, change: { trade_inside: 0.01234, n_eff: { point: 0.1, p10: 0, p90: 1, p025: 0, p975: 1 } }, blocs_fixed: true };
  expect(orderRow(order, 'trade_inside', 'share of trade')).toEqual({ label: 'share of trade, %; change in points', before: '60.0', after: '61.2', change: '+1.23' });
  expect(orderRow(order, 'n_eff', 'poles')).toEqual({ label: 'poles', before: '7.000', after: '7.100', change: '+0.100' });
});
