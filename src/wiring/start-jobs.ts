import { rollSeriesOn } from "../app/reservations/roll-series.ts";
import { startSchedules } from "../jobs/schedules.ts";
import { removeOldIdempotencyKeys } from "../store/idempotency-keys.ts";
import type { Application } from "./open-application.ts";

const TOKENS_REFRESHED_AT_ONCE_MAX = 500;

/** The service `jobs`: what runs on a schedule rather than because somebody did something. */
export function startJobs({ database, stores, identity, reservations, log }: Application) {
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
        name: "remove-expired-sessions",
        cron: "10 2 * * *",
        run: () => stores.sessions.removeExpired(),
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
    ],
  });
}
