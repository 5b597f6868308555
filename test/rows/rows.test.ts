/**
 * Every row of the integration rules, on the channel that it speaks of: whose calendar holds the
 * meeting, who is invited, with whose token it was written, and what the audit tells of that. What
 * faces look like while they do this is shown in test/browser.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { Reservation } from "../../src/contract/reservations.ts";
import {
  type Channel,
  RULE_ROWS,
  type RuleRow,
} from "../../src/core/integration-rules/question.ts";
import {
  ATTENDEE,
  beneficiaryOf,
  cancel,
  change,
  create,
  endAtDoor,
  extendAtDoor,
  idIn,
  roomsOf,
  type Slot,
} from "./acts.ts";
import {
  type Answered,
  BLOCKER_USER,
  type Company,
  nextSlot,
  openCompany,
  PEOPLE,
  SERVICE,
  type Way,
} from "./company.ts";
import { HAPPENINGS } from "./happenings.ts";
import { type MeetingPeople, meetingsOf, seeAudited, seeCaller, seeMeeting } from "./sights.ts";
import { openSubjects, type Subjects } from "./subjects.ts";
import { type Change, type Creation, PHASES } from "./table.ts";
import { CARRIED_OUT, REFUSED, type Written, WRITTEN } from "./what-rows-say.ts";

/** Acts of one mode do not wait for each other; each has a time of its own. */
const AT_ONCE = 12;
const BLOCKER_USER_PROPERTY = "sn_wsd_rsv.blocker_user";

let company: Company;
let subjects: Subjects;

before(async () => {
  company = await openCompany();
  subjects = openSubjects(company);
});
after(() => company.close());

test("every row is in the table", () => {
  const lines = PHASES.flatMap((phase) => phase.lines);
  assert.deepEqual(new Set(lines.map(({ row }) => row)), new Set(RULE_ROWS));
});

for (const phase of PHASES) {
  const { mode, also = "", blockerUser = false, lines } = phase;
  describe(`in ${mode} mode ${also}`.trim(), { concurrency: AT_ONCE }, () => {
    before(async () => {
      await company.setMode(mode);
      await company.setProperty(BLOCKER_USER_PROPERTY, blockerUser ? BLOCKER_USER : "");
      if (also === "") await subjects.prepare(mode);
    });
    for (const line of lines) {
      if (line.act === "create") {
        const { row, kind = "single" } = line;
        for (const way of line.by) {
          test(`${row}: ${kind}, made by ${way}`, () => creation(line, way, blockerUser));
        }
      } else if ("by" in line) {
        for (const way of line.by) {
          test(`${line.row}: ${wordsOf(line)} by ${way}`, () => changing(line, way));
        }
      } else {
        test(`${line.row}: ${line.act.replaceAll("_", " ")}`, () =>
          HAPPENINGS[line.act]({ company, subjects, mode }));
      }
    }
  });
}

function wordsOf({ act, of }: Change): string {
  return `${act.replaceAll("_", " ")} (${of})`;
}

test("Exchange saw nothing off its schema", () => {
  assert.deepEqual(company.simulator.world.journal.violations(), []);
});

async function creation(line: Creation, way: Way, blockerUser: boolean): Promise<void> {
  const slot = nextSlot();
  const answer = await create(company, line, way, slot);
  const code = REFUSED[line.row];
  if (code !== undefined) {
    assert.equal(answer.status, 403, answer.text);
    assert.deepEqual(answer.codes, line.codes ?? [code]);
    await seeNothingMade(line, slot);
    return;
  }
  const id = idIn(answer);
  const { kind } = line;
  const made = kind === "group" ? await membersOf(id) : [await company.settled(id)];
  for (const each of kind === "blocker" ? await blockersOf(id) : made) {
    const said = WRITTEN[line.row];
    const channel = kind === "blocker" ? "system" : channelOf(way);
    const audited = [line.row, said?.credential ?? "none", channel] as const;
    await seeAudited(company, each.id, "reservation_created", audited);
    if (said === undefined) {
      assert.deepEqual(meetingsOf(company, each.id), []);
      continue;
    }
    const people = peopleOf(line, way, each, said, blockerUser);
    seeMeeting(
      company,
      each,
      people,
      kind === "group" ? roomsOf(line).filter((room) => room === each.space.name) : roomsOf(line),
    );
    await seeCaller(company, each.id, "create", said.credential);
    if (way === "panel") await changingAtDoor(line.row, each);
  }
}

/** The rows by which a door changes what it has made, by those it was made by. */
const CHANGED_AT_DOOR: Partial<Record<RuleRow, RuleRow>> = { C1: "U1", C2: "U2", C5: "U4" };

async function changingAtDoor(made: RuleRow, { id, end }: Reservation): Promise<void> {
  const row = CHANGED_AT_DOOR[made] ?? assert.fail(`nothing is made at a door by ${made}`);
  const credential = CARRIED_OUT[row] ?? assert.fail(`${row} carries nothing out`);
  const audited = [row, credential, "panel"] as const;
  const extended = await extendAtDoor(company, id, Temporal.Instant.from(end).add({ minutes: 15 }));
  assert.ok(extended.status < 300, extended.text);
  await seeAudited(company, id, "reservation_updated", audited);
  await company.settled(id);
  const ended = await endAtDoor(company, id);
  assert.ok(ended.status < 300, ended.text);
  await seeAudited(company, id, "reservation_checked_out", audited);
  // Cancelled within its first minute, else completed.
  await company.settled(id, (ended.body as unknown as Reservation).state);
}

async function seeNothingMade(line: Creation, { start, end }: Slot): Promise<void> {
  for (const room of roomsOf(line)) {
    const { id } = company.space(room);
    const path = `/api/v1/reservations?scope=space&space_id=${id}&from=${start}&to=${end}`;
    const answer = await company.administrator.request("GET", path);
    assert.deepEqual(((await answer.json()) as { items: unknown[] }).items, []);
  }
}

async function membersOf(groupId: string): Promise<readonly Reservation[]> {
  const answer = await company.administrator.request(
    "GET",
    `/api/v1/reservations/${groupId}/rooms`,
  );
  const { items } = (await answer.json()) as { items: Reservation[] };
  assert.equal(items.length, 2);
  return await Promise.all(items.map(({ id }) => company.settled(id)));
}

async function blockersOf(id: string): Promise<readonly Reservation[]> {
  const { blockers } = await company.reservation(id);
  assert.equal(blockers?.length, 1);
  return await Promise.all((blockers ?? []).map((blocker) => company.settled(blocker.id)));
}

function peopleOf(
  { kind, ...line }: Creation,
  way: Way,
  { requested_for: requestedFor }: Reservation,
  { organizer, invited }: Written,
  blockerUser: boolean,
): MeetingPeople {
  const isBlockers = kind === "blocker";
  const isOfBlockerUser = isBlockers && blockerUser;
  const person = isOfBlockerUser ? BLOCKER_USER : requestedFor.email;
  // A group's members are each somebody's, which the reservations say.
  if (!isBlockers && kind !== "group") assert.equal(person, PEOPLE[beneficiaryOf(line, way)]);
  const isNobodyNamed = isBlockers || kind === "group" || way === "panel";
  const named = isNobodyNamed ? [] : [PEOPLE[ATTENDEE]];
  return {
    organizer: organizer === "delegated_user" ? SERVICE : person,
    invited: invited === null ? named : [person, ...named],
  };
}

async function changing(line: Change, way: Way): Promise<void> {
  const id = await subjects.find(line.of);
  if (line.act === "change_privacy") return changingPrivacy(line, way, id);
  const former = await company.reservation(id);
  const { row, who = "jonas" } = line;
  const subject = `${row}: changed by ${way}`;
  const changed = await change(company, way, who, id, subject);
  if (REFUSED[row] !== undefined) {
    seeRefused(line, changed);
    if (way !== "panel") seeRefused(line, await cancel(company, way, who, id));
    const now = await company.reservation(id);
    assert.deepEqual([now.state, now.version], [former.state, former.version]);
    return;
  }
  const organizer = former.sync_mailbox === "other" ? SERVICE : former.requested_for.email;
  const found = () => meetingsOf(company, id).map((each) => [each.organizer, each.event.subject]);
  const credential = CARRIED_OUT[row] ?? assert.fail(`${row} carries nothing out`);
  const audited = [row, credential, channelOf(way)] as const;
  assert.ok(changed.status < 300, changed.text);
  await seeAudited(company, id, "reservation_updated", audited);
  await company.settled(id);
  assert.deepEqual(found(), [[organizer, subject]]);
  const cancelled = await cancel(company, way, who, id);
  assert.ok(cancelled.status < 300, cancelled.text);
  await seeAudited(company, id, "reservation_cancelled", audited);
  await company.settled(id, "cancelled");
  assert.deepEqual(found(), []);
  for (const type of ["update", "cancel"]) await seeCaller(company, id, type, credential);
}

/** Nobody is told of it but whoever reads the audit. */
async function changingPrivacy(line: Change, way: Way, id: string): Promise<void> {
  const path = `/api/v1/reservations/${id}`;
  const answer = await company.send(way, "jonas", "PATCH", path, { sensitivity: "private" });
  assert.ok(answer.status < 300, answer.text);
  const audited = [line.row, "none", channelOf(way)] as const;
  await seeAudited(company, id, "reservation_updated", audited);
  assert.deepEqual(await company.syncEvents(id), []);
}

function seeRefused({ row, codes }: Change, { status, text, codes: told }: Answered): void {
  assert.equal(status, 403, text);
  assert.deepEqual(told, codes ?? [REFUSED[row]]);
}

/** The REST API at ServiceNow's paths is the same channel. */
function channelOf(way: Way): Channel {
  return way === "workplace_api" ? "rest_api" : way;
}
