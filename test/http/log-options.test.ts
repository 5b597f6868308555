import assert from "node:assert/strict";
import { test } from "node:test";
import { pino } from "pino";
import { describeOnEachDatabase } from "../../src/store/testing/test-database.ts";
import { logOptions } from "../../src/http/log-options.ts";

describeOnEachDatabase("what the log keeps of a database error", (database) => {
  const refusedRow = () =>
    database()
      .pool.query("insert into property (name, value) values ('Salary talk', null)")
      .then(
        () => assert.fail("the row was taken"),
        (error: unknown) => error,
      );

  test("names the error and withholds the row that the database quotes", async () => {
    const error = await refusedRow();
    assert.ok(error instanceof Error && "detail" in error);
    assert.match(String(error.detail), /Salary talk/);
    const lines: string[] = [];
    const log = pino(logOptions("info"), { write: (line: string) => void lines.push(line) });
    log.error({ err: error }, "it failed");
    log.error({ err: new AggregateError([error], "several") }, "it failed");
    log.error(error);
    assert.equal(lines.length, 3);
    for (const line of lines) {
      assert.match(line, /23502|not-null/);
      assert.doesNotMatch(line, /Salary talk/);
    }
  });
});
