import { expect, it } from 'vitest';
import { kept, panned, showing, viewBox, whole, zoomed } from './camera';

const box = { width: 960, height: 423 };

it('starts with the whole world and goes no further out', () => {
  expect(viewBox(whole(box), box)).toBe('0.00 0.00 960.00 423.00');
  expect(zoomed(whole(box), 0.2, { x: 0, y: 0 }, box)).toEqual(whole(box));
  expect(kept({ zoom: 99, x: 0, y: 0 }, box).zoom).toBe(16);
});
it('leaves the point under the hand where it is', () => {
  const at = { x: 600, y: 100 };
  const near = zoomed(whole(box), 4, at, box);
  const share = (c: typeof near) => (at.x - (c.x - box.width / c.zoom / 2)) / (box.width / c.zoom);
  expect(share(near)).toBeCloseTo(share(whole(box)));
});
it('never looks beside the world', () => {
  const near = zoomed(whole(box), 4, { x: 480, y: 200 }, box);
  expect(panned(near, 1e4, -1e4, box)).toMatchObject({ x: 960 - 120, y: 423 / 8 });
});
it('moves only so far that a state is inside', () => {
  const near = zoomed(whole(box), 4, { x: 480, y: 211 }, box);
  expect(showing(near, { x: near.x + 10, y: near.y }, box)).toEqual(near);
  expect(showing(near, { x: 900, y: 60 }, box).x).toBeGreaterThan(near.x);
});
