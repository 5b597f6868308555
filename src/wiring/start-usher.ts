import type { Logger } from "pino";
import type { Config } from "../config.ts";
import { startCountWriting } from "../jobs/count-writing.ts";
import { applySetUpFile } from "./apply-set-up-file.ts";
import { openApplication } from "./open-application.ts";
import { startFollowingServices } from "./start-following-services.ts";
import { startJobs } from "./start-jobs.ts";
import { startMail } from "./start-mail.ts";
import { startReconciler } from "./start-reconciler.ts";
import { startReadingRooms } from "./start-room-readers.ts";
import { startSync } from "./start-sync.ts";
import { startWeb } from "./start-web.ts";

export interface Usher {
  /** Where browsers reach this process; null where it does not serve the web. */
  readonly url: string | null;
  /** Takes on nothing more, finishes what is under way, and lets go of the database. */
  close(): Promise<void>;
}

/** Starts the services that the settings choose; a failure leaves nothing running. */
export async function startUsher(config: Config, log: Logger): Promise<Usher> {
  const application = await openApplication(config, log);
  const running: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const stop of running.toReversed()) await stop();
    application.changeFeed.stop();
    await application.database.close();
  };
  // Ended last of all, so that what the others counted to their end is written.
  const counting = startCountWriting(application.counters, log);
  running.push(() => counting.stop());
  try {
    if (config.setUpFile !== null) await applySetUpFile(application, config.setUpFile);
    if (config.services.includes("sync")) {
      const lanes = startSync(application);
      running.push(() => lanes.stop());
      const reconciler = startReconciler(application);
      running.push(() => reconciler.stop());
    }
    if (config.services.some((service) => service === "sync" || service === "jobs")) {
      const follower = startFollowingServices(application);
      running.push(() => follower.stop());
    }
    if (config.services.includes("jobs")) {
      const jobs = await startJobs(application);
      running.push(() => jobs.stop());
      const mail = startMail(application);
      running.push(async () => mail?.stop());
    }
    let url: string | null = null;
    if (config.services.includes("web")) {
      const web = await startWeb(application);
      running.push(() => web.close());
      url = web.url;
    }
    if (config.services.includes("sync")) {
      const readers = startReadingRooms(application);
      running.push(() => readers.stop());
    }
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
