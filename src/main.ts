import process from "node:process";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { readConfig } from "./config.ts";
import { logOptions } from "./http/log-options.ts";
import { explainStartFailure } from "./wiring/explain-start-failure.ts";
import { startUsher } from "./wiring/start-usher.ts";

/** The server: `node src/main.ts [--services=web,sync,jobs]`; settings come from the environment. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { services: { type: "string" } } });
  const config = readConfig(process.env, values.services);
  const log = pino(logOptions(config.logLevel));
  const usher = await startUsher(config, log);
  const stop = (signal: string): void => {
    log.info({ signal }, "stopping");
    usher.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, "could not stop cleanly");
        process.exit(1);
      },
    );
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${explainStartFailure(error)}\n`);
  process.exit(1);
}
