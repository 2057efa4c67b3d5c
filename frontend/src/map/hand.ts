// Pointer and wheel on the map: what is pointed at, dragging, pinching. One finger scrolls the page, two move the map.
import type { Camera } from './camera';

export interface Hand {
  /** Drawing units of a place on the screen. */
  at: (clientX: number, clientY: number) => { x: number; y: number };
  camera: () => Camera;
  zoom: (factor: number, at: { x: number; y: number }) => void;
  pan: (dx: number, dy: number) => void;
  /** The pointer is over a place of the drawing; null when it has left. */
  over: (event: PointerEvent | null) => void;
  /** A click or tap that was no drag. */
  pick: (event: MouseEvent) => void;
}

/** Pixels that a pointer may move in a click. */
const STILL = 5;

/** Listen on the drawing; returns what ends it. */
export function listen(svg: SVGSVGElement, hand: Hand): () => void {
  const down = new Map<number, { x: number; y: number }>();
  let moved = 0;

  const spread = () => {
    const [a, b] = [...down.values()];
    return a && b ? { far: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } : null;
  };
  const press = (event: PointerEvent) => {
    if (event.button !== 0) return;
    if (down.size === 0) moved = 0;
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };
  const move = (event: PointerEvent) => {
    if (event.buttons === 0) down.delete(event.pointerId); // let go outside the drawing, which is not told of it
    const old = down.get(event.pointerId);
    if (!old) return hand.over(event);
    const before = spread();
    const from = hand.at(old.x, old.y);
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    moved += Math.hypot(event.clientX - old.x, event.clientY - old.y);
    const after = spread();
    if (before && after) {
      const middle = hand.at(before.x, before.y);
      const now = hand.at(after.x, after.y);
      hand.zoom(after.far / Math.max(1, before.far), now);
      hand.pan(middle.x - now.x, middle.y - now.y);
    } else if (hand.camera().zoom > 1 && moved > STILL) {
      if (!svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId);
      const to = hand.at(event.clientX, event.clientY);
      hand.pan(from.x - to.x, from.y - to.y);
    }
  };
  const lift = (event: PointerEvent) => void down.delete(event.pointerId);
  const leave = (event: PointerEvent) => {
    if (event.type === 'pointercancel') down.delete(event.pointerId);
    hand.over(null);
  };
  const click = (event: MouseEvent) => {
    if (moved <= STILL) hand.pick(event);
  };
  const wheel = (event: WheelEvent) => {
    if (!(event.ctrlKey || event.metaKey)) return; // a plain wheel scrolls the page
    event.preventDefault();
    hand.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0025)), hand.at(event.clientX, event.clientY));
  };
  const pairs: [string, (event: never) => void][] = [
    ['pointerdown', press], ['pointermove', move], ['pointerup', lift], ['pointercancel', leave], ['pointerleave', leave], ['click', click], ['wheel', wheel],
  ];
  for (const [name, listener] of pairs) svg.addEventListener(name, listener as EventListener, { passive: false });
  return () => {
    for (const [name, listener] of pairs) svg.removeEventListener(name, listener as EventListener);
  };
}
