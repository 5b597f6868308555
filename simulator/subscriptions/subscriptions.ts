import type { Clock } from "../clock.ts";
import type { Directory } from "../directory/directory.ts";
import type { RequestJournal } from "../graph/journal.ts";
import type { MailboxPersistence, Mailboxes } from "../mailbox/mailboxes.ts";
import type { Mailbox, MailboxChange } from "../mailbox/mailbox.ts";
import type { SimulatorSettings } from "../settings.ts";
import {
  changeNotification,
  lifecycleNotification,
  type LifecycleEvent,
  type NotificationJson,
} from "./notification.ts";
import { Outbox, type Outgoing } from "./outbox.ts";
import type { EndpointLine } from "./post-to-endpoint.ts";
import { pauseReason, type ChangeKind, type Subscription } from "./subscription.ts";

/** What subscriptions stand on; a World is one, but for the subscriptions themselves. */
export interface SubscriptionContext extends EndpointLine {
  readonly clock: Clock;
  readonly directory: Directory;
  readonly settings: SimulatorSettings;
  readonly random: () => number;
  readonly mailboxes: Mailboxes;
  readonly journal: RequestJournal;
  readonly persistence?: MailboxPersistence;
}

interface StoredSubscriptions {
  readonly subscriptions: readonly Subscription[];
  readonly outbox: Parameters<Outbox["restore"]>[0];
}

const STORED = "subscriptions";
const QUARTER_HOUR_MS = 900_000;
/** The parts of the remaining time after which the holder is first, and again, asked to renew. */
const FIRST_NOTICE_SHARE = 2 / 3;
const LATER_NOTICE_SHARE = 1 / 3;

/** All subscriptions of the tenant: it listens to mailboxes and tells those who subscribed. */
export class Subscriptions {
  readonly outbox: Outbox;
  readonly #context: SubscriptionContext;
  readonly #byId = new Map<string, Subscription>();
  readonly #byOwner = new Map<string, Set<string>>();
  /** Calls off the timers of each subscription. */
  readonly #timers = new Map<string, () => void>();
  readonly #lastNoticeMs = new Map<string, number>();
  readonly #closing = new AbortController();

  constructor(context: SubscriptionContext) {
    this.#context = context;
    this.outbox = new Outbox({
      clock: context.clock,
      ...(context.fetchEndpoint && { fetchEndpoint: context.fetchEndpoint }),
      journal: context.journal,
      settings: () => context.settings.notifications,
      isPaused: (outgoing) => this.#isPaused(outgoing),
      onGivenUp: (outgoing) => this.#tellMissed(outgoing),
      onChange: () => this.#keep(),
      signal: this.#closing.signal,
    });
    this.#restore();
    context.mailboxes.onChange((mailbox, change) => this.#announce(mailbox, change));
  }

  /** For validations, which end when the simulator closes. */
  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  all(): Iterable<Subscription> {
    return this.#byId.values();
  }

  get(id: string): Subscription | undefined {
    return this.#byId.get(id);
  }

  /** Those that watch a mailbox, of all applications. */
  ofMailbox(ownerId: string): Subscription[] {
    const ids = this.#byOwner.get(ownerId) ?? [];
    return [...ids].flatMap((id) => this.#byId.get(id) ?? []);
  }

  /** Adds a subscription, or puts its renewed form in place of the old one. */
  put(subscription: Subscription): void {
    this.#byId.set(subscription.id, subscription);
    const ofOwner = this.#byOwner.get(subscription.ownerId) ?? new Set();
    this.#byOwner.set(subscription.ownerId, ofOwner.add(subscription.id));
    this.#arm(subscription);
    this.#keep();
  }

  /** Ends a subscription, as its holder wishes or because its time is over; nobody is told. */
  remove(id: string): void {
    this.#timers.get(id)?.();
    this.#timers.delete(id);
    this.#lastNoticeMs.delete(id);
    const subscription = this.#byId.get(id);
    if (!subscription) return;
    this.#byId.delete(id);
    this.#byOwner.get(subscription.ownerId)?.delete(id);
    this.#keep();
  }

  /** Ends a subscription of Exchange's own accord, and says so (facts 3.6). */
  removeAndTell(subscription: Subscription): void {
    this.remove(subscription.id);
    this.tellLifecycle(subscription, "subscriptionRemoved");
  }

  /** Sends a lifecycle notification, where the subscription has a URL for them (facts 3.6). */
  tellLifecycle(subscription: Subscription, event: LifecycleEvent): void {
    const { lifecycleNotificationUrl: url } = subscription;
    if (url === null) return;
    const json = lifecycleNotification(subscription, event, this.#tenantId);
    this.outbox.add(url, { subscriptionId: subscription.id, json }, this.#drawDelayMs());
  }

  /** Breaks off what is under way, and forgets no notification that is to be kept. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.outbox.idle();
  }

  toJSON(): StoredSubscriptions {
    return { subscriptions: [...this.#byId.values()], outbox: this.outbox.toJSON() };
  }

  get #tenantId(): string {
    return this.#context.directory.tenant.id;
  }

  #restore(): void {
    const kept = this.#context.persistence?.load(STORED) as StoredSubscriptions | null | undefined;
    if (!kept) return;
    for (const subscription of kept.subscriptions) this.put(subscription);
    this.outbox.restore(kept.outbox);
  }

  #keep(): void {
    this.#context.persistence?.save(STORED, this);
  }

  #announce(mailbox: Mailbox, change: MailboxChange): void {
    for (const subscription of this.ofMailbox(mailbox.ownerId)) {
      for (const kind of this.#kindsTold(change.kind)) {
        if (!subscription.changeKinds.includes(kind)) continue;
        this.#tell(subscription, changeNotification(subscription, change, kind, this.#tenantId));
      }
    }
  }

  /** One write may be told in several ways, since Exchange writes in stages (facts 2). */
  #kindsTold(kind: ChangeKind): ChangeKind[] {
    const { createdForUpdateProbability, extraUpdateProbability } = this.#settings;
    const kinds: ChangeKind[] = [kind];
    if (kind === "updated" && this.#happens(createdForUpdateProbability)) kinds.unshift("created");
    if (kind !== "deleted" && this.#happens(extraUpdateProbability)) kinds.push("updated");
    return kinds;
  }

  #tell(subscription: Subscription, json: NotificationJson): void {
    const { lossProbability, duplicateProbability, reorderProbability, reorderDelayMs } =
      this.#settings;
    const outgoing = { subscriptionId: subscription.id, json };
    if (this.#happens(lossProbability)) {
      this.#tellMissed([outgoing]);
      return;
    }
    const { notificationUrl: url } = subscription;
    const isHeldBack = this.#happens(reorderProbability);
    const extraMs = isHeldBack ? Math.round(this.#context.random() * reorderDelayMs) : 0;
    this.outbox.add(url, outgoing, this.#drawDelayMs() + extraMs, isHeldBack);
    if (this.#happens(duplicateProbability)) {
      this.outbox.add(url, outgoing, this.#drawDelayMs() + extraMs, true);
    }
  }

  /** Tells each subscription once that something of it was lost, if chance lets it be known. */
  #tellMissed(lost: readonly Outgoing[]): void {
    for (const id of new Set(lost.map(({ subscriptionId }) => subscriptionId))) {
      const subscription = this.#byId.get(id);
      const wasChange = lost.some(
        ({ subscriptionId, json }) => subscriptionId === id && tellsChange(json),
      );
      if (!subscription || !wasChange) continue;
      if (this.#happens(this.#settings.missedNoticeProbability)) {
        this.tellLifecycle(subscription, "missed");
      }
    }
  }

  /** Lifecycle notices go out in a pause too: they ask for its end. */
  #isPaused({ subscriptionId, json }: Outgoing): boolean {
    const subscription = this.#byId.get(subscriptionId);
    if (!subscription || !tellsChange(json)) return false;
    const reason = pauseReason(subscription, this.#context, this.#settings);
    if (reason === "accessRevoked") this.#askToReauthorize(subscription);
    return reason !== null;
  }

  #askToReauthorize(subscription: Subscription): void {
    const nowMs = this.#context.clock.now();
    const lastMs = this.#lastNoticeMs.get(subscription.id) ?? -Infinity;
    if (nowMs < lastMs + QUARTER_HOUR_MS) return;
    this.#lastNoticeMs.set(subscription.id, nowMs);
    this.tellLifecycle(subscription, "reauthorizationRequired");
  }

  /** Sets the timers of the subscription's end and of the notices that come before it. */
  #arm(subscription: Subscription): void {
    this.#timers.get(subscription.id)?.();
    const { clock } = this.#context;
    const callOffEnd = clock.after(Math.max(0, subscription.expiresAtMs - clock.now()), () =>
      this.remove(subscription.id),
    );
    let callOffNotice = (): void => undefined;
    const armNotice = (share: number): void => {
      const remainingMs = this.#authorizedUntilMs(subscription) - clock.now();
      const delayMs = Math.max(QUARTER_HOUR_MS, Math.round(remainingMs * share));
      callOffNotice = clock.after(delayMs, () => {
        this.#askToReauthorize(subscription);
        armNotice(LATER_NOTICE_SHARE);
      });
    };
    armNotice(FIRST_NOTICE_SHARE);
    this.#timers.set(subscription.id, () => {
      callOffEnd();
      callOffNotice();
    });
  }

  /** Until the token or the subscription expires, whichever is first (facts 3.6). */
  #authorizedUntilMs({ expiresAtMs, tokenExpiresAtMs }: Subscription): number {
    return this.#settings.storedTokenExpires
      ? Math.min(expiresAtMs, tokenExpiresAtMs)
      : expiresAtMs;
  }

  get #settings(): SimulatorSettings["notifications"] {
    return this.#context.settings.notifications;
  }

  #happens(probability: number): boolean {
    return probability > 0 && this.#context.random() < probability;
  }

  #drawDelayMs(): number {
    const [min, max] = this.#settings.delayMs;
    return Math.round(min + this.#context.random() * (max - min));
  }
}

function tellsChange(json: NotificationJson): boolean {
  return json["changeType"] !== undefined;
}
