import type { Clock } from "../clock.ts";
import type { RequestJournal } from "../graph/journal.ts";
import { schemaProblem } from "../graph/schema-validation.ts";
import type { NotificationSettings } from "../settings.ts";
import { EndpointHealth, HEALTH_WINDOW_MS, type EndpointState } from "./endpoint-health.ts";
import { NOTIFICATION_TYPE, type NotificationJson } from "./notification.ts";
import { postToEndpoint, type EndpointLine } from "./post-to-endpoint.ts";

/** One notification on its way. */
export interface Outgoing {
  readonly subscriptionId: string;
  readonly json: NotificationJson;
}

/** Notifications that travel in one POST. */
interface Batch {
  readonly url: string;
  readonly outgoing: Outgoing[];
  dueMs: number;
  /** When its first attempt was made; null before. */
  firstTriedMs: number | null;
  attempts: number;
  /** Whether it has waited for a slow endpoint already, as new notifications do. */
  hasWaited: boolean;
}

/** One attempt, as `/control/notifications` and tests read it. */
export interface DeliveryRecord {
  readonly atMs: number;
  readonly url: string;
  readonly notifications: number;
  readonly attempt: number;
  readonly result: "delivered" | "failed" | "held" | "dropped";
  /** The endpoint's answer; null where there was none. */
  readonly status: number | null;
  readonly fault: string | null;
}

export interface OutboxContext extends EndpointLine {
  readonly clock: Clock;
  readonly journal: RequestJournal;
  /** Read at each use: they may be switched. */
  readonly settings: () => NotificationSettings;
  /** Whether a notification must wait, since its subscription is paused. */
  readonly isPaused: (outgoing: Outgoing) => boolean;
  /** Hears of what will never be delivered. */
  readonly onGivenUp: (outgoing: readonly Outgoing[]) => void;
  /** Hears that what waits has changed, so that it is kept. */
  readonly onChange: () => void;
  readonly signal: AbortSignal;
}

/** Undelivered notifications are tried again, ever later, for four hours (facts 3.4). */
const RETRY_FOR_MS = 4 * 3_600_000;
const FIRST_RETRY_MS = 10_000;
const RETRY_DELAY_MAX_MS = 1_800_000;
const RECORDS_MAX = 1_000;

/**
 * Notifications on their way: batched by URL, posted when due, tried again until an endpoint has
 * taken them. Posting never makes Graph or the clock wait.
 */
export class Outbox {
  readonly health = new EndpointHealth();
  readonly #context: OutboxContext;
  readonly #batches = new Set<Batch>();
  /** The batch of each URL that new notifications still join. */
  readonly #open = new Map<string, Batch>();
  readonly #posting = new Set<Promise<void>>();
  readonly #records: DeliveryRecord[] = [];

  constructor(context: OutboxContext) {
    this.#context = context;
  }

  /** Puts a notification into the next batch for its URL, or into one of its own. */
  add(url: string, outgoing: Outgoing, delayMs: number, alone = false): void {
    const open = alone ? undefined : this.#open.get(url);
    if (open) {
      open.outgoing.push(outgoing);
      if (open.outgoing.length >= this.#context.settings().batchMax) this.#open.delete(url);
    } else {
      const batch = this.#newBatch(url, [outgoing]);
      if (!alone && this.#context.settings().batchMax > 1) this.#open.set(url, batch);
      this.#schedule(batch, delayMs);
    }
    this.#context.onChange();
  }

  /** Attempts made, oldest first, the last thousand. */
  records(): readonly DeliveryRecord[] {
    return this.#records;
  }

  /** How many notifications wait for their first or their next attempt. */
  get waiting(): number {
    return [...this.#batches].reduce((sum, { outgoing }) => sum + outgoing.length, 0);
  }

  stateOf(url: string): EndpointState {
    return this.health.state(url, this.#context.clock.now(), this.#context.settings());
  }

  /** Resolves once no POST is under way. Those that are due later still wait. */
  async idle(): Promise<void> {
    while (this.#posting.size > 0) await Promise.all(this.#posting);
  }

  toJSON(): readonly Batch[] {
    return [...this.#batches];
  }

  /** Takes up what was under way when the simulator stopped. */
  restore(batches: readonly Batch[]): void {
    for (const kept of batches) {
      this.#batches.add(kept);
      this.#schedule(kept, Math.max(0, kept.dueMs - this.#context.clock.now()));
    }
  }

  #newBatch(url: string, outgoing: Outgoing[]): Batch {
    const fresh = { dueMs: 0, firstTriedMs: null, attempts: 0, hasWaited: false };
    const batch: Batch = { url, outgoing, ...fresh };
    this.#batches.add(batch);
    return batch;
  }

  #schedule(batch: Batch, delayMs: number): void {
    batch.dueMs = this.#context.clock.now() + delayMs;
    // Not awaited by the clock: an endpoint that is slow must not hold up the time of others.
    this.#context.clock.after(delayMs, () => {
      const posting = this.#attempt(batch).finally(() => this.#posting.delete(posting));
      this.#posting.add(posting);
    });
  }

  async #attempt(batch: Batch): Promise<void> {
    if (this.#open.get(batch.url) === batch) this.#open.delete(batch.url);
    batch.firstTriedMs ??= this.#context.clock.now();
    this.#holdPaused(batch);
    if (batch.outgoing.length === 0) {
      this.#settle(batch);
      return;
    }
    const state = this.stateOf(batch.url);
    if (state === "drop") {
      this.#giveUp(batch, null);
    } else if (state === "slow" && batch.attempts === 0 && !batch.hasWaited) {
      batch.hasWaited = true;
      this.#record(batch, "held", null, "The endpoint is slow.");
      this.#schedule(batch, HEALTH_WINDOW_MS);
      this.#context.onChange();
    } else {
      await this.#post(batch);
    }
  }

  /** Parts off what may not go out now into a batch that is tried again like a failed one. */
  #holdPaused(batch: Batch): void {
    const held = batch.outgoing.filter((outgoing) => this.#context.isPaused(outgoing));
    if (held.length === 0) return;
    const rest = batch.outgoing.filter((outgoing) => !held.includes(outgoing));
    batch.outgoing.splice(0, batch.outgoing.length, ...rest);
    const { firstTriedMs, attempts } = batch;
    const waiting = Object.assign(this.#newBatch(batch.url, held), { firstTriedMs, attempts });
    this.#retry(waiting, "held", null, "The subscription is paused.");
  }

  async #post(batch: Batch): Promise<void> {
    const { clock, settings, signal } = this.#context;
    const { answerLimitMs, answerTimeoutMs } = settings();
    const isRetry = batch.attempts > 0;
    const payload = { value: batch.outgoing.map(({ json }) => json) };
    this.#checkPayload(batch.url, payload);
    const answer = await postToEndpoint(this.#context, {
      url: batch.url,
      contentType: "application/json; charset=utf-8",
      body: JSON.stringify(payload),
      timeoutMs: answerTimeoutMs,
      signal,
    });
    if (signal.aborted) return;
    this.health.record(batch.url, clock.now(), answer.tookMs);
    const isTaken = answer.status !== null && answer.status >= 200 && answer.status < 300;
    if (isTaken && (isRetry || answer.tookMs <= answerLimitMs)) {
      this.#record(batch, "delivered", answer.status, null);
      this.#settle(batch);
    } else {
      const fault = answer.fault ?? (isTaken ? "The answer came too late." : null);
      this.#retry(batch, "failed", answer.status, fault);
    }
  }

  #retry(
    batch: Batch,
    result: "failed" | "held",
    status: number | null,
    fault: string | null,
  ): void {
    const nowMs = this.#context.clock.now();
    const delayMs = Math.min(FIRST_RETRY_MS * 2 ** batch.attempts, RETRY_DELAY_MAX_MS);
    if (nowMs + delayMs > (batch.firstTriedMs ?? nowMs) + RETRY_FOR_MS) {
      this.#giveUp(batch, status);
      return;
    }
    this.#record(batch, result, status, fault);
    batch.attempts += 1;
    this.#schedule(batch, delayMs);
    this.#context.onChange();
  }

  #giveUp(batch: Batch, status: number | null): void {
    this.#record(batch, "dropped", status, null);
    this.#settle(batch);
    this.#context.onGivenUp(batch.outgoing);
  }

  #settle(batch: Batch): void {
    this.#batches.delete(batch);
    this.#context.onChange();
  }

  /** A payload that Microsoft's schema does not allow is a bug here, like an answer of Graph's. */
  #checkPayload(url: string, payload: object): void {
    const detail = schemaProblem(NOTIFICATION_TYPE, payload);
    if (detail === null) return;
    const violation = { method: "POST", path: url, type: NOTIFICATION_TYPE, detail };
    this.#context.journal.recordViolation(violation);
  }

  #record(
    batch: Batch,
    result: DeliveryRecord["result"],
    status: number | null,
    fault: string | null,
  ): void {
    this.#records.push({
      atMs: this.#context.clock.now(),
      url: batch.url,
      notifications: batch.outgoing.length,
      attempt: batch.attempts + 1,
      result,
      status,
      fault,
    });
    if (this.#records.length > RECORDS_MAX) this.#records.shift();
  }
}
