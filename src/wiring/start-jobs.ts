import { randomUUID } from "node:crypto";
import { ROOMS_SCANNED_MAX, runScan } from "../app/scan/run-scan.ts";
import type { ScanDependencies } from "../app/scan/scan-dependencies.ts";
import { lapseApprovals } from "../app/reservations/approval/lapse-approvals.ts";
import { endReservations } from "../app/reservations/life/end-reservations.ts";
import { releaseNoShows } from "../app/reservations/life/release-no-shows.ts";
import { remind } from "../app/reservations/reminders/remind.ts";
import { rollSeriesOn } from "../app/reservations/roll-series.ts";
import { evaluateHealth } from "../app/health/evaluate-health.ts";
import {
  reconcileAfterOutages,
  startNightlyReconciliation,
} from "../app/sync/reconcile/schedule-reconciliations.ts";
import { startSchedules } from "../jobs/schedules.ts";
import { removeOldIdempotencyKeys } from "../store/idempotency-keys.ts";
import type { Application } from "./open-application.ts";

const TOKENS_REFRESHED_AT_ONCE_MAX = 500;

/** The service `jobs`: what runs on a schedule rather than because somebody did something. */
export function startJobs(application: Application) {
  const { config, database, stores, identity, reservations, scan, log, properties } = application;
  const { announceChange, counters, signals } = application;
  const reconciling = { reconciliations: stores.reconciliations, newId: randomUUID };
  return startSchedules({
    log,
    executeSql: (text, values) => database.pool.query(text, values),
    jobs: [
      {
        // Each zone's day begins at another hour.
        name: "roll-series-on",
        cron: "5 * * * *",
        run: () => rollSeriesOn({ ...reservations, rolling: stores.seriesRolling, log }),
      },
      {
        name: "release-no-shows",
        cron: "* * * * *",
        run: () => releaseNoShows({ ...reservations, log }),
      },
      {
        name: "lapse-approvals",
        cron: "* * * * *",
        run: () => lapseApprovals({ ...reservations, approvals: stores.approvals, counters, log }),
      },
      {
        name: "remind",
        cron: "* * * * *",
        run: async () => {
          const isMailSent = config.mail !== null;
          const told = await remind({ ...reservations, reminders: stores.reminders, isMailSent });
          if (told > 0) signals.wakeMailSender();
          return told;
        },
      },
      {
        name: "remove-old-reminders",
        cron: "25 2 * * *",
        run: () => stores.reminders.removeOld(),
      },
      {
        name: "remove-old-mail",
        cron: "28 2 * * *",
        run: async () => (await stores.mailOutbox.removeOld()) + (await stores.shares.removeOld()),
      },
      {
        name: "end-reservations",
        cron: "* * * * *",
        run: () => endReservations({ ...reservations, log }),
      },
      {
        name: "remove-expired-sessions",
        cron: "10 2 * * *",
        run: () => stores.sessions.removeExpired(),
      },
      {
        name: "evaluate-health",
        cron: "* * * * *",
        run: () =>
          evaluateHealth({
            reader: stores.healthReader,
            notices: stores.notices,
            integrationMode: () => properties.integrationMode(),
            announceChange,
            log,
          }),
      },
      {
        name: "reconcile-rooms",
        cron: "30 0 * * *",
        run: () => startNightlyReconciliation(reconciling),
      },
      {
        name: "reconcile-after-outages",
        cron: "*/5 * * * *",
        run: () => reconcileAfterOutages(reconciling),
      },
      {
        name: "remove-old-health-records",
        cron: "15 2 * * *",
        run: async () =>
          (await stores.healthCounts.foldOld()) +
          (await stores.notices.removeOld()) +
          (await stores.reconciliations.removeOld()),
      },
      {
        name: "remove-old-idempotency-keys",
        cron: "20 2 * * *",
        run: () => removeOldIdempotencyKeys(database),
      },
      {
        // Entra forgets a refresh token that rests for 90 days (facts 6.3).
        name: "refresh-idle-tokens",
        cron: "30 2 * * *",
        run: () => identity.tokens.refreshIdle(TOKENS_REFRESHED_AT_ONCE_MAX),
      },
      {
        name: "scan-configuration",
        cron: "40 2 * * 1",
        run: () => countFindings(scan),
      },
    ],
  });
}

/** Scans for whoever opens the page next; what to mend is counted for the log. */
async function countFindings(scan: ScanDependencies): Promise<number> {
  const scanned = await runScan(scan, { roomsMax: ROOMS_SCANNED_MAX, requestId: randomUUID() });
  return scanned.ok ? scanned.value.counts.error + scanned.value.counts.warning : 0;
}
