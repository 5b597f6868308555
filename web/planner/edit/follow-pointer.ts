/** A point of the window. */
export interface Point {
  readonly clientX: number;
  readonly clientY: number;
}

/** What a hand does with what it has pressed on. */
export interface HandActs {
  readonly onHold: (at: Point) => void;
  /** In every frame from then on: the ground may move under a hand that rests. */
  readonly onFrame: (at: Point, elapsedMs: number) => void;
  readonly onDrop: (at: Point) => void;
  /** It has let go of what it held: Escape, a second finger, or the browser's own doing. */
  readonly onLetGo: () => void;
}

/** `moving`: holds as soon as it moves; `waiting`: holds when it rests, since moving scrolls. */
export type TakesHoldBy = "moving" | "waiting";

/** So far a hand that presses may tremble. */
export const SLACK_PIXELS = { moving: 4, waiting: 10 } as const;
const WAIT_MS = 400;

/** Follows one pointer from its press on, be it a mouse, a pen or a finger. */
export function followPointer(
  pressed: Point & { readonly pointerId: number },
  takesHoldBy: TakesHoldBy,
  acts: HandActs,
): void {
  const ended = new AbortController();
  const { signal } = ended;
  let at: Point = { clientX: pressed.clientX, clientY: pressed.clientY };
  let isHeld = false;
  let timer = 0;
  let frame = 0;
  let beforeMs = performance.now();

  const stop = () => {
    ended.abort();
    window.clearTimeout(timer);
    window.cancelAnimationFrame(frame);
    document.body.classList.remove("planner-dragging");
  };
  const letGo = () => {
    stop();
    if (isHeld) acts.onLetGo();
  };
  const step = (nowMs: number) => {
    acts.onFrame(at, Math.max(nowMs - beforeMs, 0));
    beforeMs = nowMs;
    frame = window.requestAnimationFrame(step);
  };
  const hold = () => {
    isHeld = true;
    document.body.classList.add("planner-dragging");
    acts.onHold(at);
    beforeMs = performance.now();
    frame = window.requestAnimationFrame(step);
  };
  const move = (event: PointerEvent) => {
    if (event.pointerId !== pressed.pointerId) return;
    at = { clientX: event.clientX, clientY: event.clientY };
    if (isHeld) return;
    const far = Math.hypot(at.clientX - pressed.clientX, at.clientY - pressed.clientY);
    if (far < SLACK_PIXELS[takesHoldBy]) return;
    if (takesHoldBy === "moving") hold();
    else stop();
  };
  const drop = (event: PointerEvent) => {
    if (event.pointerId !== pressed.pointerId) return;
    stop();
    if (isHeld) acts.onDrop(event);
  };

  const listen = <K extends keyof WindowEventMap>(
    kind: K,
    listener: (event: WindowEventMap[K]) => void,
  ) => window.addEventListener(kind, listener, { signal });
  listen("pointermove", move);
  listen("pointerup", drop);
  listen("pointercancel", letGo);
  listen("pointerdown", ({ pointerId }) => {
    if (pointerId !== pressed.pointerId) letGo();
  });
  listen("keydown", ({ key }) => {
    if (key === "Escape") letGo();
  });
  if (takesHoldBy === "moving") return;
  timer = window.setTimeout(hold, WAIT_MS);
  // A finger that rests asks the browser for its menu, too.
  listen("contextmenu", (event) => event.preventDefault());
}
