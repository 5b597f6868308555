import type { CDPSession, Page } from "playwright-core";

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Fingers on the glass, as the browser hears of them. */
export interface Fingers {
  put(...spots: readonly Spot[]): Promise<void>;
  /** In steps, as a hand moves. */
  slide(from: Spot, to: Spot): Promise<void>;
  lift(): Promise<void>;
  tap(spot: Spot): Promise<void>;
}

const STEPS = 8;

export async function fingersOn(page: Page): Promise<Fingers> {
  const devtools: CDPSession = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setTouchEmulationEnabled", { enabled: true, maxTouchPoints: 5 });
  const touch = async (type: "touchStart" | "touchMove" | "touchEnd", spots: readonly Spot[]) => {
    const touchPoints = spots.map(({ x, y }, id) => ({ x, y, id }));
    await devtools.send("Input.dispatchTouchEvent", { type, touchPoints });
  };
  return {
    put: (...spots) => touch("touchStart", spots),
    async slide(from, to) {
      for (let step = 1; step <= STEPS; step += 1) {
        const share = step / STEPS;
        const at = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
        await touch("touchMove", [at]);
      }
    },
    lift: () => touch("touchEnd", []),
    async tap(spot) {
      await touch("touchStart", [spot]);
      await touch("touchEnd", []);
    },
  };
}
