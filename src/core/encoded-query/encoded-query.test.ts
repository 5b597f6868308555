import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { FieldKind } from "./encoded-query.ts";
import { matches } from "./matches.ts";
import { parseEncodedQuery } from "./parse-encoded-query.ts";
import { formatSysId, parseSysId } from "./sys-id.ts";
import { parseTime } from "./wall-or-utc-time.ts";

const FIELDS = {
  active: "flag",
  state: "choice",
  subject: "text",
  start: "time",
  location: "reference",
  capacity: "number",
  "location.name": "text",
} as const satisfies Readonly<Record<string, FieldKind>>;

const ROOM = "94e264ce-db36-5010-6c73-1dcd13961919";

function read(text: string) {
  const query = parseEncodedQuery(text, FIELDS);
  assert.ok(query.ok, query.ok ? "" : query.problem.message);
  return query.value;
}

function complaint(text: string): string {
  const query = parseEncodedQuery(text, FIELDS);
  assert.ok(!query.ok, `${text} was understood`);
  return `${query.problem.message} ${query.problem.remedy}`;
}

describe("an encoded query", () => {
  test("is conditions that all hold, with alternatives, and an order", () => {
    assert.deepEqual(read("active=true^state=confirmed^ORstate=in_progress^ORDERBYDESCstart^EQ"), {
      every: [
        [{ field: "active", operator: "=", values: [true] }],
        [
          { field: "state", operator: "=", values: ["confirmed"] },
          { field: "state", operator: "=", values: ["in_progress"] },
        ],
      ],
      order: [{ field: "start", isDescending: true }],
    });
  });

  test("has values of the kind that its field has", () => {
    const query = read(
      `locationIN${formatSysId(ROOM)},${ROOM}^start>=2026-11-24 09:00:00^capacity>=4^location.nameLIKEoak`,
    );
    assert.deepEqual(
      query.every.map(([comparison]) => [comparison?.operator, comparison?.values]),
      [
        ["IN", [ROOM, ROOM]],
        [">=", ["2026-11-24T09:00:00Z"]],
        [">=", [4]],
        ["LIKE", ["oak"]],
      ],
    );
  });

  test("may have a caret in a value, written twice", () => {
    assert.deepEqual(read("subject=a^^b^active=1").every[0]?.[0]?.values, ["a^b"]);
  });

  test("that asks about nothing filters nothing", () => {
    assert.deepEqual(read(""), { every: [], order: [] });
  });

  test("with something that is not understood is refused, and it is said what", () => {
    assert.match(complaint("u_colour=red"), /"u_colour".*Fields are active, state/);
    assert.match(complaint("active=true^ORDERBYcolour"), /"colour"/);
    assert.match(complaint("subject>=a"), /subject with an operator.*LIKE/);
    assert.match(complaint("stateSAMEASsubject"), /state with an operator/);
    assert.match(complaint("active=true^NQstate=confirmed"), /no field/);
    assert.match(complaint("ORactive=true"), /begins with OR/);
    assert.match(complaint("location=oak"), /"oak".*32 hexadecimal/);
    assert.match(complaint("start>=javascript:gs.now()"), /no script/);
    assert.match(complaint("subject=javascript:gs.now()"), /no value/);
    assert.match(complaint("active=maybe"), /true or false/);
    assert.match(complaint("active=true^".repeat(51)), /too many conditions/);
    assert.match(complaint(`subjectIN${"a,".repeat(201)}`), /too many values/);
  });

  test("never throws, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        const query = parseEncodedQuery(text, FIELDS);
        assert.ok(query.ok || query.problem.message.endsWith("."));
      }),
    );
  });
});

describe("a sys_id", () => {
  test("is a UUID without its hyphens, and both are read", () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        assert.equal(parseSysId(formatSysId(uuid)), uuid);
        assert.equal(parseSysId(uuid.toUpperCase()), uuid);
      }),
    );
    assert.equal(parseSysId("undefined"), undefined);
    assert.equal(parseSysId(`${formatSysId(ROOM)}0`), undefined);
  });
});

describe("a time of the Workplace Reservation REST API", () => {
  test("is an instant with Z, and else what clocks in the zone show", () => {
    const at = (text: string, zone: string) => parseTime(text, zone)?.toString();
    assert.equal(at("2026-11-24T09:00:00Z", "Europe/Berlin"), "2026-11-24T09:00:00Z");
    assert.equal(at("2026-11-24 09:00:00", "Europe/Berlin"), "2026-11-24T08:00:00Z");
    assert.equal(at("2026-11-24 09:00:00", "UTC"), "2026-11-24T09:00:00Z");
    assert.equal(at("2026-07-01T09:00:00", "Europe/Berlin"), "2026-07-01T07:00:00Z");
  });

  test("is undefined where there is none", () => {
    for (const text of ["", "tomorrow", "2026-02-30 09:00:00", "2026-11-24", "24.11.2026 09:00"]) {
      assert.equal(parseTime(text, "UTC"), undefined, text);
    }
  });
});

describe("a row that an encoded query describes", () => {
  const row = {
    active: true,
    state: "confirmed",
    subject: "Quarterly Review",
    start: null,
    location: ROOM,
    capacity: 6,
    "location.name": null,
  };
  const isDescribed = (text: string): boolean => matches(read(text), row);

  test("keeps all conditions, and of alternatives one", () => {
    assert.ok(isDescribed("active=true^state=draft^ORstate=confirmed^capacity>=6"));
    assert.ok(!isDescribed("active=true^state=draft"));
    assert.ok(!isDescribed("capacity>6"));
    assert.ok(isDescribed("capacity<7^capacity<=6^capacity!=5"));
  });

  test("is compared as text in any case", () => {
    assert.ok(isDescribed("subjectLIKEreview^subjectSTARTSWITHquart^subjectENDSWITHVIEW"));
    assert.ok(isDescribed("subjectNOT LIKEbudget^stateNOT INdraft,cancelled"));
    assert.ok(isDescribed("location.nameISEMPTY^subjectISNOTEMPTY"));
  });
});
