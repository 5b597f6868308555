import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { type Attendee, isSameAttendance, normalizeAttendees } from "./attendees.ts";

function person(email: string, facts: Partial<Attendee> = {}): Attendee {
  return { email, name: "", type: "required", ...facts };
}

function normalized(attendees: readonly Attendee[]): readonly Attendee[] {
  const result = normalizeAttendees(attendees, 1);
  assert.ok(result.ok);
  return result.value;
}

function problemOf(attendees: readonly Attendee[], addedCount: number): string {
  const result = normalizeAttendees(attendees, addedCount);
  assert.ok(!result.ok);
  return result.problem.code;
}

test("two spellings of one address are one attendee", () => {
  assert.deepEqual(normalized([person(" Ada@Example.com"), person("ada@example.COM ")]), [
    person("ada@example.com"),
  ]);
});

test("whoever is required once is required, and a name beats none", () => {
  const list = [
    person("ada@example.com", { type: "optional" }),
    person("ADA@example.com", { name: "Ada" }),
  ];
  assert.deepEqual(normalized(list), [person("ada@example.com", { name: "Ada" })]);
});

test("attendees stay in the order of first mention", () => {
  const list = normalized([person("b@x.org"), person("a@x.org"), person("B@x.org")]);
  assert.deepEqual(
    list.map(({ email }) => email),
    ["b@x.org", "a@x.org"],
  );
});

test("what is no address is refused by name", () => {
  for (const email of ["", "ada", "a@b@c", "a b@c.org", '"a"@c.org', `${"a".repeat(255)}@c.org`]) {
    assert.equal(problemOf([person(email)], 0), "attendee_email_invalid", email);
  }
});

test("rooms count towards the five hundred that Exchange takes", () => {
  const crowd = Array.from({ length: 499 }, (_, index) => person(`p${index}@x.org`));
  assert.ok(normalizeAttendees(crowd, 1).ok);
  assert.equal(problemOf(crowd, 2), "too_many_attendees");
});

test("the same people in another order are the same attendance, another type is not", () => {
  const list = [person("a@x.org"), person("b@x.org", { type: "optional" })];
  assert.ok(isSameAttendance(list, list.toReversed()));
  assert.ok(!isSameAttendance(list, [person("a@x.org"), person("b@x.org")]));
  assert.ok(!isSameAttendance(list, list.slice(1)));
});

test("normalizing what is normal changes nothing", () => {
  const attendee = fc.record({
    email: fc.constantFrom("a@x.org", "A@x.org ", "b@x.org", "B@X.ORG", "c@x.org"),
    name: fc.constantFrom("", " Ada ", "Bob"),
    type: fc.constantFrom("required" as const, "optional" as const),
  });
  fc.assert(
    fc.property(fc.array(attendee), (attendees) => {
      const once = normalized(attendees);
      assert.deepEqual(normalized(once), once);
      assert.equal(new Set(once.map(({ email }) => email)).size, once.length);
    }),
  );
});
