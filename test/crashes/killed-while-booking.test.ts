/**
 * The server dies at any moment, and nothing that was promised is lost or done twice. This is the
 * short form; `npm run test:crashes -- --kills 50` is the long one.
 */
import { describe, test } from "node:test";
import { testableKinds } from "../../src/store/testing/test-database.ts";
import { runKilledServer } from "./killed-server.ts";

for (const database of testableKinds()) {
  describe(`a server that is killed again and again (${database})`, () => {
    test("keeps every booking it has answered, each with one meeting in Exchange", async (t) => {
      const seed = Date.now() % 2 ** 32;
      t.diagnostic(`seed ${seed}`);
      const report = (line: string): void => t.diagnostic(line);
      await runKilledServer({ database, bookings: 250, kills: 3, seed, report });
    });
  });
}

test("a killed server keeps its promises although Exchange loses answers and breaks connections", async (t) => {
  const seed = Date.now() % 2 ** 32;
  t.diagnostic(`seed ${seed}`);
  const report = (line: string): void => t.diagnostic(line);
  await runKilledServer({
    database: "embedded",
    bookings: 100,
    kills: 3,
    seed,
    faults: true,
    report,
  });
});
