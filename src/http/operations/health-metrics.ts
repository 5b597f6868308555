import { Counter, Gauge, type Metric, type Registry } from "prom-client";
import type { HealthReader, HealthReport, HealthTotals } from "../../app/health/ports.ts";
import type { LagBucket } from "../../core/health/change-lag.ts";

/**
 * What all processes share, read from the database once a scrape: any process tells the same, so
 * one of them is enough to watch. Totals never go down, whatever process counted.
 */
export function createHealthMetrics(
  reader: Pick<HealthReader, "report" | "totals">,
  registry: Registry,
): { refresh(): Promise<void> } {
  const registers = [registry];
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers });
  const total = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name, help, labelNames, registers });

  const isReadable = gauge("usher_health_readable", "1 while the figures below could be read");
  const queued = gauge("usher_sync_events_queued", "Sync events that wait or are under way", [
    "state",
    "priority",
  ]);
  const oldest = gauge(
    "usher_sync_event_oldest_waiting_seconds",
    "Age of the sync event that has waited longest; 0 where none waits",
  );
  const inError = gauge(
    "usher_sync_events_in_error",
    "Sync events of the last 30 days in error that nobody has sent again",
    ["cause"],
  );
  const rooms = gauge("usher_rooms", "Synced rooms by how their changes reach us", [
    "source",
    "state",
  ]);
  const throttled = gauge(
    "usher_mailboxes_throttled",
    "Mailboxes that are left alone because Exchange asked for it",
  );
  const credentials = gauge("usher_credential_connected", "1 while the credential is usable", [
    "provider",
    "kind",
  ]);
  const personal = gauge("usher_personal_tokens", "People's own connections by state", ["state"]);
  const doubleBooked = gauge(
    "usher_double_booked_meetings",
    "Coming meetings that a room's calendar holds over another",
  );
  const settled = total("usher_sync_events_settled_total", "Sync events by type and outcome", [
    "type",
    "outcome",
  ]);
  const takenIn = total("usher_changes_taken_in_total", "Changes taken in from calendars");
  const found = total("usher_drift_found_total", "Differences that reconciliations found", [
    "kind",
  ]);
  const repaired = total("usher_drift_repaired_total", "Differences that they repaired", ["kind"]);
  const lapsed = total(
    "usher_approvals_lapsed_total",
    "Reservations given up since nobody had decided on them by their start",
  );
  const lag = new StoredHistogram(
    "usher_change_lag_seconds",
    "Seconds from a change in Outlook to the reservation here",
  );
  registry.registerMetric(lag as unknown as Metric);

  function show(report: HealthReport): void {
    for (const labelled of [queued, inError, rooms, credentials, personal]) labelled.reset();
    for (const { state, priority, count } of report.queue) {
      queued.set({ state, priority: String(priority) }, count);
    }
    const { oldestWaiting, at } = report;
    oldest.set(
      oldestWaiting === null ? 0 : (at.getTime() - oldestWaiting.createdAt.getTime()) / 1000,
    );
    for (const error of report.errors) inError.set({ cause: error.reasonCode }, error.last30Days);
    for (const { source, state, count } of report.rooms.bySource) {
      rooms.set({ source, state }, count);
    }
    throttled.set(report.mailboxes.filter(({ throttledUntil }) => throttledUntil !== null).length);
    for (const { providerName, kind, state } of report.tokens.credentials) {
      credentials.set({ provider: providerName, kind }, state === "connected" ? 1 : 0);
    }
    for (const { state, count } of report.tokens.personal) personal.set({ state }, count);
    doubleBooked.set(report.doubleBooked);
  }

  function showTotals(totals: HealthTotals): void {
    for (const counter of [settled, takenIn, found, repaired, lapsed]) counter.reset();
    for (const { label, count } of totals.settled) {
      const [type = "", outcome = ""] = label.split(" ");
      settled.inc({ type, outcome }, count);
    }
    takenIn.inc(totals.changesTakenIn);
    for (const { label, count } of totals.driftFound) found.inc({ kind: label }, count);
    for (const { label, count } of totals.driftRepaired) repaired.inc({ kind: label }, count);
    lapsed.inc(totals.approvalsLapsed);
    lag.show(totals.lag, totals.lagMs / 1000);
  }

  return {
    async refresh() {
      try {
        const [report, totals] = await Promise.all([reader.report(), reader.totals()]);
        show(report);
        showTotals(totals);
        isReadable.set(1);
      } catch (error) {
        isReadable.set(0);
        throw error;
      }
    },
  };
}

/** A histogram whose buckets were counted elsewhere; the registry asks it as any metric. */
class StoredHistogram {
  readonly name: string;
  readonly help: string;
  readonly type = "histogram";
  #buckets: readonly LagBucket[] = [];
  #sumSeconds = 0;

  constructor(name: string, help: string) {
    this.name = name;
    this.help = help;
  }

  show(buckets: readonly LagBucket[], sumSeconds: number): void {
    this.#buckets = buckets;
    this.#sumSeconds = sumSeconds;
  }

  get() {
    const { name, help, type } = this;
    let seen = 0;
    const buckets = this.#buckets.map(({ boundSeconds, count }) => {
      seen += count;
      const le = boundSeconds ?? "+Inf";
      return { labels: { le }, value: seen, metricName: `${name}_bucket` };
    });
    const sum = { labels: {}, value: this.#sumSeconds, metricName: `${name}_sum` };
    const count = { labels: {}, value: seen, metricName: `${name}_count` };
    return Promise.resolve({ name, help, type, values: [...buckets, sum, count] });
  }
}
