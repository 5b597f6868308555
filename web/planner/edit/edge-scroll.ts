/** What of the ground is seen, in the window. */
export interface Sight {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const ZONE_PIXELS = 36;
const FASTEST_PIXELS_PER_MS = 1.2;

/** How far the ground moves along where something is held near the edge of what is seen. */
export function edgeScroll(
  { left, right, top, bottom }: Sight,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
  elapsedMs: number,
): readonly [number, number] {
  return [
    speedAt(clientX, left, right) * elapsedMs,
    speedAt(clientY, top, bottom) * elapsedMs,
  ] as const;
}

/** The nearer to the edge the faster, and fastest beyond it. */
function speedAt(at: number, low: number, high: number): number {
  const share = (depth: number) => Math.min(Math.max(depth / ZONE_PIXELS, 0), 1);
  const back = share(low + ZONE_PIXELS - at);
  return (back > 0 ? -back : share(at - (high - ZONE_PIXELS))) * FASTEST_PIXELS_PER_MS;
}
