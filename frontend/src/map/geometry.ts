// Where states lie on the map, and which lies next in a direction.

export interface Drawing {
  view_box: number[];
  sphere: string;
  shapes: { iso3: string | null; name: string; path: string; disputed: boolean }[];
  dots: { iso3: string; name: string; x: number; y: number }[];
}

/** A state or territory on the map. */
export interface Place {
  iso3: string | null;
  name: string;
  /** Outline; null for a dot. */
  path: string | null;
  disputed: boolean;
  /** Its middle: of its largest part. */
  x: number;
  y: number;
  /** Width and height of its largest part; zero for a dot. */
  width: number;
  height: number;
}

/** Path of a place: its own, or a circle around a dot. */
export function outline(place: Place, radius: number): string {
  const { path, x, y } = place;
  return path ?? `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`;
}

type Point = [number, number];

/** Rings of a path of `M`, `l` and `Z` alone. */
export function rings(path: string): Point[][] {
  return path
    .split('M')
    .slice(1)
    .map((part) => {
      const [start = '', lines = ''] = part.replace('Z', '').split('l');
      let [x = 0, y = 0] = numbers(start);
      const ring: Point[] = [[x, y]];
      const moves = numbers(lines);
      for (let k = 0; k + 1 < moves.length; k += 2) ring.push([(x += moves[k]!), (y += moves[k + 1]!)]);
      return ring;
    });
}

const numbers = (text: string): number[] => (text.match(/-?\d*\.?\d+/g) ?? []).map(Number);

/** Area and middle of a ring. */
function middle(ring: Point[]): { area: number; x: number; y: number } {
  let area = 0;
  let x = 0;
  let y = 0;
  ring.forEach(([x0, y0], k) => {
    const [x1, y1] = ring[(k + 1) % ring.length]!;
    const cross = x0 * y1 - x1 * y0;
    area += cross / 2;
    x += ((x0 + x1) * cross) / 6;
    y += ((y0 + y1) * cross) / 6;
  });
  if (Math.abs(area) < 1e-6) return { area: 0, x: ring[0]![0], y: ring[0]![1] };
  return { area: Math.abs(area), x: x / area, y: y / area };
}

/** All places in the order that they are drawn: disputed outlines above the others, dots above all. */
export function placesOf(drawing: Drawing): Place[] {
  const shapes = drawing.shapes.map((shape) => {
    const largest = rings(shape.path)
      .map((ring) => ({ ring, ...middle(ring) }))
      .reduce((a, b) => (b.area > a.area ? b : a));
    const xs = largest.ring.map((p) => p[0]);
    const ys = largest.ring.map((p) => p[1]);
    const size = { width: Math.max(...xs) - Math.min(...xs), height: Math.max(...ys) - Math.min(...ys) };
    return { ...shape, x: largest.x, y: largest.y, ...size };
  });
  const drawn = new Set(drawing.shapes.map((s) => s.iso3)); // a state with an outline needs no dot
  const dots = drawing.dots.filter((dot) => !drawn.has(dot.iso3)).map((dot) => ({ ...dot, path: null, disputed: false, width: 0, height: 0 }));
  return [...shapes.filter((s) => !s.disputed), ...shapes.filter((s) => s.disputed), ...dots];
}

const DIRECTIONS: Record<string, Point> = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** The place next to one in the direction of an arrow key: near, and rather ahead than aside; itself where there is none. */
export function next(places: readonly Place[], from: number, key: string, may: (place: Place) => boolean): number {
  const [dx, dy] = DIRECTIONS[key] ?? [0, 0];
  const here = places[from]!;
  let best = from;
  let least = Infinity;
  places.forEach((place, at) => {
    if (at === from || !may(place)) return;
    const ahead = (place.x - here.x) * dx + (place.y - here.y) * dy;
    const aside = Math.abs((place.x - here.x) * dy) + Math.abs((place.y - here.y) * dx);
    if (ahead <= 0 || aside > 2 * ahead) return;
    const far = ahead + 2 * aside;
    if (far < least) [best, least] = [at, far];
  });
  return best;
}

/**
 * The place meant by a point. Dots, and outlines so small that a finger would miss them, have a target around their middle, as
 * far as `reach`; where targets overlap the nearest middle counts. A dot's target lies above every outline, a small outline's
 * only above the sea and other small ones.
 */
export function target(places: readonly Place[], x: number, y: number, reach: number, hit: number | null): number | null {
  const small = (p: Place) => p.width < 2 * reach && p.height < 2 * reach;
  const far = (p: Place) => Math.hypot(p.x - x, p.y - y);
  const open = hit === null || small(places[hit]!);
  let best: number | null = null;
  let least = hit !== null && open ? far(places[hit]!) : reach;
  places.forEach((place, at) => {
    const counts = place.path === null || (open && small(place));
    if (counts && far(place) <= reach && far(place) < least) [best, least] = [at, far(place)];
  });
  return best ?? hit;
}
