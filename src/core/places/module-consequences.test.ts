import assert from "node:assert/strict";
import { test } from "node:test";
import {
  CONSEQUENCE_CODES,
  moduleConsequences,
  type ModuleFacts,
  type ModuleSettings,
} from "./module-consequences.ts";

const SETTINGS: ModuleSettings = {
  name: "Rooms",
  durationMinutesMin: 5,
  durationMinutesMax: 480,
  daysAheadMax: 90,
  recurringEnabled: true,
  multiSpaceEnabled: true,
  groupEnabled: false,
  onBehalfShown: true,
  subjectRequired: false,
  showAs: "busy",
  checkInPolicy: "by_space",
  checkInOpensMinutesBefore: 30,
  releasesNoShows: false,
  approvalPolicy: "by_space",
  reminderMinutesBefore: 10,
  approvers: ["ada"],
};
const FACTS: ModuleFacts = {
  coming: 42,
  outsideDuration: 0,
  awaitingApproval: 0,
  spaces: 8,
  spacesWithCheckIn: 2,
  spacesWithApproval: 1,
  managers: 1,
};

const told = (
  change: Partial<ModuleSettings>,
  facts: Partial<ModuleFacts> = {},
  before: Partial<ModuleSettings> = {},
) =>
  moduleConsequences(
    { ...SETTINGS, ...before },
    { ...SETTINGS, ...before, ...change },
    { ...FACTS, ...facts },
  );
const codes = (...question: Parameters<typeof told>) => told(...question).map(({ code }) => code);

test("what means nothing for anybody is not told", () => {
  assert.deepEqual(codes({}), []);
  assert.deepEqual(codes({ name: "Labs", showAs: "free", subjectRequired: true }), []);
  assert.deepEqual(codes({ durationMinutesMax: 60 }), []);
  assert.deepEqual(codes({ approvers: ["ben"] }), []);
});

test("coming reservations keep their approval, and that is said with their number", () => {
  const consequences = told({ approvalPolicy: "always" }, { awaitingApproval: 3 });
  assert.deepEqual(
    consequences.map(({ message }) => message),
    [
      "8 spaces need approval from now on.",
      "42 coming reservations stay as they are. 3 of them go on waiting for approval.",
    ],
  );
  assert.deepEqual(codes({ approvalPolicy: "never" }), [
    "approval_not_asked_for",
    "approvals_keep_their_state",
  ]);
  assert.deepEqual(codes({ approvalPolicy: "never" }, { coming: 0 }), ["approval_not_asked_for"]);
});

test("whoever is named now decides on what waits already", () => {
  const [consequence] = told({ approvers: ["ben"] }, { awaitingApproval: 1 });
  assert.equal(
    consequence?.message,
    "1 reservation that waits is for those named now to decide on.",
  );
  const [none] = told({ approvers: [] }, { awaitingApproval: 2 });
  assert.equal(none?.message, "2 reservations that wait are for any manager to decide on.");
});

test("approvals that nobody could give are a warning", () => {
  const warned = told({ approvers: [] }, { managers: 0 });
  assert.deepEqual(
    warned.map(({ code, isWarning }) => [code, isWarning]),
    [["nobody_decides", true]],
  );
  assert.deepEqual(codes({ approvers: [] }), []);
  assert.deepEqual(codes({ approvers: [] }, { managers: 0 }, { approvalPolicy: "never" }), []);
});

test("check-in holds for what is reserved already, unlike approvals", () => {
  const asked = told({ checkInPolicy: "always", releasesNoShows: true });
  assert.deepEqual(
    asked.map(({ message }) => message),
    [
      "People check in to 8 spaces, 42 coming reservations included.",
      "What nobody checks in to is released for others, 42 coming reservations included.",
    ],
  );
  assert.deepEqual(codes({ checkInPolicy: "never" }), ["check_in_not_asked_for"]);
  assert.deepEqual(codes({ releasesNoShows: false }, {}, { releasesNoShows: true }), [
    "no_shows_not_released",
  ]);
});

test("limits hold for what is made from now on, and what lies outside them stays", () => {
  const [durations] = told({ durationMinutesMax: 60 }, { outsideDuration: 5 });
  assert.match(durations?.message ?? "", /^5 coming reservations are shorter or longer than that/);
  const messages = [30, 120].map((daysAheadMax) => told({ daysAheadMax })[0]?.message ?? "");
  assert.match(messages[0] ?? "", /less far ahead/);
  assert.match(messages[1] ?? "", /further ahead/);
});

test("every code is one that is told", () => {
  const all = new Set([
    ...codes({ approvalPolicy: "always", checkInPolicy: "always", releasesNoShows: true }),
    ...codes({ approvalPolicy: "never", checkInPolicy: "never", daysAheadMax: 1 }),
    ...codes(
      { approvers: [], durationMinutesMax: 6 },
      {
        awaitingApproval: 1,
        managers: 0,
        outsideDuration: 1,
      },
    ),
    ...codes({ releasesNoShows: false }, {}, { releasesNoShows: true }),
  ]);
  assert.deepEqual([...all].toSorted(), [...CONSEQUENCE_CODES].toSorted());
});
