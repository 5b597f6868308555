import type { Writable } from "node:stream";
import { pino } from "pino";
import type { Refusal } from "../app/outcome.ts";
import { readConfig } from "../config.ts";
import { type Application, openApplication } from "../wiring/open-application.ts";

/**
 * Opens the application for one command, and closes it whatever comes of it. What fails is told in a
 * sentence, and the exit code is 1.
 */
export async function withApplication(
  environment: Readonly<Record<string, string | undefined>>,
  errors: Writable,
  command: (application: Application) => Promise<number>,
): Promise<number> {
  try {
    const application = await openApplication(readConfig(environment), pino({ level: "silent" }));
    try {
      return await command(application);
    } finally {
      application.changeFeed.stop();
      await application.database.close();
    }
  } catch (error) {
    errors.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

/** Tells why something was refused, and what to do; answers the exit code. */
export function tellRefusal(errors: Writable, { message, remedy }: Refusal): 1 {
  errors.write(`${message} ${remedy ?? ""}\n`);
  return 1;
}
