/** Something to be done at an instant of the simulated clock. */
export interface DueTask {
  readonly dueMs: number;
  readonly run: () => void | Promise<void>;
}

/**
 * Tasks by the time at which they are due; those of one time in the order they were added. A binary
 * heap, so that neither adding nor taking grows with how many wait for next week.
 */
export class DueTasks {
  #heap: Entry[] = [];
  #nextOrder = 0;
  #calledOff = 0;

  /** Returns how to call the task off. */
  add(task: DueTask): () => void {
    const entry: Entry = { ...task, order: this.#nextOrder++, state: "waiting" };
    this.#heap.push(entry);
    this.#rise(this.#heap.length - 1);
    return () => {
      if (entry.state !== "waiting") return;
      entry.state = "calledOff";
      this.#calledOff += 1;
      if (this.#calledOff > this.#heap.length / 2) this.#sweep();
    };
  }

  /** When the earliest task is due; null where none waits. */
  get nextDueMs(): number | null {
    this.#dropCalledOff();
    return this.#heap[0]?.dueMs ?? null;
  }

  /** Takes the earliest task out, if it is due at `nowMs`. */
  takeDue(nowMs: number): DueTask | undefined {
    const dueMs = this.nextDueMs;
    if (dueMs === null || dueMs > nowMs) return undefined;
    const first = this.#removeFirst();
    if (first) first.state = "taken";
    return first;
  }

  clear(): void {
    this.#heap = [];
    this.#calledOff = 0;
  }

  #dropCalledOff(): void {
    while (this.#heap[0]?.state === "calledOff") {
      this.#removeFirst();
      this.#calledOff -= 1;
    }
  }

  /** Makes the heap anew of what still waits; a sorted list is a heap. */
  #sweep(): void {
    this.#heap = this.#heap.filter(({ state }) => state === "waiting").sort(compare);
    this.#calledOff = 0;
  }

  #removeFirst(): Entry | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (last && last !== first) {
      this.#heap[0] = last;
      this.#sink();
    }
    return first;
  }

  #rise(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if (!this.#swapIfEarlier(at, parent)) return;
      at = parent;
    }
  }

  #sink(): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      const [leftEntry, rightEntry] = [this.#heap[left], this.#heap[right]];
      if (!leftEntry) return;
      const child = rightEntry && compare(rightEntry, leftEntry) < 0 ? right : left;
      if (!this.#swapIfEarlier(child, at)) return;
      at = child;
    }
  }

  #swapIfEarlier(lower: number, upper: number): boolean {
    const [low, up] = [this.#heap[lower], this.#heap[upper]];
    if (!low || !up || compare(low, up) >= 0) return false;
    this.#heap[upper] = low;
    this.#heap[lower] = up;
    return true;
  }
}

interface Entry extends DueTask {
  readonly order: number;
  state: "waiting" | "calledOff" | "taken";
}

function compare(left: Entry, right: Entry): number {
  return left.dueMs - right.dueMs || left.order - right.order;
}
