// The part of the world that is looked at.

export interface Camera {
  /** How many times larger than the whole world. */
  zoom: number;
  /** Middle of the view, in the units of the drawing. */
  x: number;
  y: number;
}

export interface Box {
  width: number;
  height: number;
}

const MOST = 16;

export const whole = (box: Box): Camera => ({ zoom: 1, x: box.width / 2, y: box.height / 2 });

/** No further out than the world, no further in than is of use, and never beside the world. */
export function kept(camera: Camera, box: Box): Camera {
  const zoom = Math.min(MOST, Math.max(1, camera.zoom));
  const within = (value: number, size: number) => Math.min(size - size / zoom / 2, Math.max(size / zoom / 2, value));
  return { zoom, x: within(camera.x, box.width), y: within(camera.y, box.height) };
}

/** Closer or further, with one point of the drawing left where it is. */
export function zoomed(camera: Camera, factor: number, at: { x: number; y: number }, box: Box): Camera {
  const zoom = Math.min(MOST, Math.max(1, camera.zoom * factor));
  const share = camera.zoom / zoom;
  return kept({ zoom, x: at.x + (camera.x - at.x) * share, y: at.y + (camera.y - at.y) * share }, box);
}

export const panned = (camera: Camera, dx: number, dy: number, box: Box): Camera => kept({ ...camera, x: camera.x + dx, y: camera.y + dy }, box);

/** Moved just so far that a point is inside, with some room around it. */
export function showing(camera: Camera, at: { x: number; y: number }, box: Box): Camera {
  const half = { x: (0.42 * box.width) / camera.zoom, y: (0.42 * box.height) / camera.zoom };
  const into = (middle: number, value: number, reach: number) => Math.min(value + reach, Math.max(value - reach, middle));
  return kept({ ...camera, x: into(camera.x, at.x, half.x), y: into(camera.y, at.y, half.y) }, box);
}

export const viewBox = ({ zoom, x, y }: Camera, box: Box): string =>
  [x - box.width / zoom / 2, y - box.height / zoom / 2, box.width / zoom, box.height / zoom].map((v) => v.toFixed(2)).join(' ');
