import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decideIntegration } from "./decide.ts";
import type { Answer, CancelQuestion, CreateQuestion, UpdateQuestion } from "./question.ts";
import { CHANNELS, INTEGRATION_MODES, RESERVATION_KINDS } from "./question.ts";

const PEOPLES_CHANNELS = CHANNELS.filter((name) => name !== "calendar" && name !== "system");
const IN_PERSON = ["portal", "event_planner", "quick_reservation", "mobile", "outlook_addin"];

/** An ordinary person's own reservation, made in the portal, with their calendar connected. */
const OWN: CreateQuestion = {
  mode: "personal",
  action: "create",
  channel: "portal",
  kind: "single",
  synced: true,
  requested_for_is_session_user: true,
  personal_token: true,
  blocker_user_set: false,
};

function create(facts: Partial<CreateQuestion>): Answer {
  return decideIntegration({ ...OWN, ...facts });
}

function update(facts: Partial<UpdateQuestion>): Answer {
  return decideIntegration({
    ...OWN,
    action: "update",
    sync_mailbox: "user",
    origin: "usher",
    change: "calendar",
    ...facts,
  });
}

function cancel(facts: Partial<CancelQuestion>): Answer {
  return decideIntegration({
    ...OWN,
    action: "cancel",
    sync_mailbox: "user",
    origin: "usher",
    ...facts,
  });
}

type Expected = readonly [row: string, mailbox: string, sync: string, credential: string];

function assertWrites(answer: Answer, expected: Expected, invited: string | null = null): void {
  const { row, mailbox, sync_mailbox, credential } = answer;
  assert.deepEqual([row, mailbox, sync_mailbox, credential], expected);
  assert.equal(answer.invited, invited);
  assert.ok(answer.allowed && answer.codes.length === 0 && answer.remedy === null);
}

function assertRefuses(answer: Answer, row: string, ...codes: string[]): void {
  assert.equal(answer.row, row);
  assert.deepEqual(answer.codes, codes);
  assert.equal(answer.allowed, false);
  assert.deepEqual([answer.mailbox, answer.credential, answer.invited], ["none", "none", null]);
  assert.match(answer.remedy ?? "", /^[A-Z].*\.$/);
}

describe("N, a space that is not synced", () => {
  const untouched: Expected = ["N", "none", "none", "none"];
  const onBehalf = { synced: false, requested_for_is_session_user: false, personal_token: false };

  test("on-behalf, group and blocker reservations are allowed in every mode", () => {
    for (const mode of INTEGRATION_MODES) {
      for (const kind of RESERVATION_KINDS) {
        assertWrites(create({ ...onBehalf, mode, kind }), untouched);
      }
    }
  });

  test("changing and cancelling are allowed, and no calendar is touched", () => {
    assertWrites(update({ ...onBehalf, channel: "rest_api" }), untouched);
    assertWrites(cancel({ ...onBehalf, sync_mailbox: "other", mode: "strict" }), untouched);
  });
});

describe("creating in a synced space", () => {
  const delegated = (row: string): Expected => [row, "delegated_user", "other", "delegated_user"];

  test("C1: normal mode writes to the requested-for user's calendar as the application", () => {
    for (const channel of [...PEOPLES_CHANNELS, "system"] as const) {
      for (const kind of RESERVATION_KINDS) {
        const answer = create({ mode: "normal", channel, kind, personal_token: false });
        assertWrites(answer, ["C1", "requested_for", "user", "application"]);
      }
    }
  });

  test("C1: normal mode writes a blocker to the blocker user's calendar where one is set", () => {
    const answer = create({ mode: "normal", kind: "blocker", blocker_user_set: true });
    assertWrites(answer, ["C1", "blocker_user", "user", "application"]);
  });

  test("C1: the blocker user is of no account for what is not a blocker", () => {
    const answer = create({ mode: "normal", kind: "group", blocker_user_set: true });
    assertWrites(answer, ["C1", "requested_for", "user", "application"]);
  });

  test("C2: strict mode writes to the delegated user's calendar and invites requested-for", () => {
    for (const channel of [...PEOPLES_CHANNELS, "system"] as const) {
      for (const kind of RESERVATION_KINDS) {
        const answer = create({ mode: "strict", channel, kind, personal_token: false });
        assertWrites(answer, delegated("C2"), "requested_for");
      }
    }
  });

  test("C2: strict mode invites the blocker user in place of requested-for to a blocker", () => {
    const answer = create({ mode: "strict", kind: "blocker", blocker_user_set: true });
    assertWrites(answer, delegated("C2"), "blocker_user");
  });

  test("C3: personal mode refuses a group reservation from any channel", () => {
    for (const channel of [...PEOPLES_CHANNELS, "system"] as const) {
      assertRefuses(create({ channel, kind: "group" }), "C3", "group_not_supported");
    }
  });

  test("C3 and C6: a group on behalf of another names both reasons", () => {
    const answer = create({ kind: "group", requested_for_is_session_user: false });
    assertRefuses(answer, "C3", "group_not_supported", "on_behalf_not_supported");
  });

  test("C3 and C7: a group of one's own without a token names both reasons", () => {
    const answer = create({ kind: "group", personal_token: false });
    assertRefuses(answer, "C3", "group_not_supported", "personal_token_missing");
  });

  test("C4: in personal mode the delegated user holds a blocker, requested-for is invited", () => {
    const facts = { requested_for_is_session_user: false, personal_token: false } as const;
    for (const channel of [...PEOPLES_CHANNELS, "system"] as const) {
      const answer = create({ ...facts, channel, kind: "blocker" });
      assertWrites(answer, delegated("C4"), "requested_for");
    }
  });

  test("C4: the blocker user, where one is set, is invited to a blocker in personal mode", () => {
    const answer = create({ kind: "blocker", blocker_user_set: true });
    assertWrites(answer, delegated("C4"), "blocker_user");
  });

  test("C5: the API and panels write to the delegated user's calendar, on behalf too", () => {
    for (const channel of ["rest_api", "panel"] as const) {
      for (const requested_for_is_session_user of [true, false]) {
        const answer = create({ channel, requested_for_is_session_user, personal_token: false });
        assertWrites(answer, delegated("C5"), "requested_for");
      }
    }
  });

  test("C6: personal mode refuses a reservation for another on the channels of persons", () => {
    for (const channel of CHANNELS.filter((name) => IN_PERSON.includes(name))) {
      const answer = create({ channel, requested_for_is_session_user: false });
      assertRefuses(answer, "C6", "on_behalf_not_supported");
    }
  });

  test("C6: a missing token is not named as well, since one's own token would not help", () => {
    const answer = create({ requested_for_is_session_user: false, personal_token: false });
    assertRefuses(answer, "C6", "on_behalf_not_supported");
  });

  test("C7: personal mode refuses one's own reservation without a usable token", () => {
    for (const channel of CHANNELS.filter((name) => IN_PERSON.includes(name))) {
      assertRefuses(create({ channel, personal_token: false }), "C7", "personal_token_missing");
    }
  });

  test("C8: personal mode writes one's own reservation to one's own calendar", () => {
    for (const channel of CHANNELS.filter((name) => IN_PERSON.includes(name))) {
      for (const kind of ["single", "recurring", "multi_space"] as const) {
        assertWrites(create({ channel, kind }), ["C8", "requested_for", "user", "personal"]);
      }
    }
  });

  test("C9: what no person triggered goes to the delegated user's calendar", () => {
    const answer = create({ channel: "system", kind: "recurring", personal_token: false });
    assertWrites(answer, delegated("C9"), "requested_for");
  });

  test("C10: a meeting made in Outlook is taken in, in any mode and of any kind", () => {
    for (const mode of INTEGRATION_MODES) {
      for (const kind of RESERVATION_KINDS) {
        const answer = create({ mode, kind, channel: "calendar", personal_token: false });
        assertWrites(answer, ["C10", "none", "none", "none"]);
      }
    }
  });
});

describe("changing and cancelling in a synced space", () => {
  const stranger = { requested_for_is_session_user: false, personal_token: false } as const;

  test("U0: what the event does not show is changed here, on any channel, of any origin", () => {
    for (const mode of INTEGRATION_MODES) {
      for (const channel of CHANNELS) {
        for (const origin of ["usher", "calendar"] as const) {
          const answer = update({ ...stranger, mode, channel, origin, change: "local" });
          assertWrites(answer, ["U0", "none", "user", "none"]);
        }
      }
    }
  });

  test("U0: a local change to what has not reached the calendar leaves it so", () => {
    const answer = update({ sync_mailbox: "none", change: "local", personal_token: false });
    assertWrites(answer, ["U0", "none", "none", "none"]);
  });

  test("U1: normal mode writes to the mailbox that holds the event", () => {
    const user = cancel({ ...stranger, mode: "normal", channel: "panel" });
    assertWrites(user, ["U1", "requested_for", "user", "application"]);
    const other = update({ ...stranger, mode: "normal", sync_mailbox: "other" });
    assertWrites(other, ["U1", "delegated_user", "other", "application"]);
  });

  test("U2: strict mode writes to the delegated user's calendar", () => {
    const answer = update({ ...stranger, mode: "strict", sync_mailbox: "other" });
    assertWrites(answer, ["U2", "delegated_user", "other", "delegated_user"]);
  });

  test("U3: strict mode refuses every person what is in the user's own calendar", () => {
    for (const channel of PEOPLES_CHANNELS) {
      assertRefuses(cancel({ mode: "strict", channel }), "U3", "not_in_delegated_calendar");
      assertRefuses(update({ mode: "strict", channel }), "U3", "not_in_delegated_calendar");
    }
  });

  test("U4: personal mode writes what the delegated user holds, on any channel", () => {
    for (const channel of [...PEOPLES_CHANNELS, "system"] as const) {
      const answer = cancel({ ...stranger, channel, sync_mailbox: "other" });
      assertWrites(answer, ["U4", "delegated_user", "other", "delegated_user"]);
    }
  });

  test("U5: what no person triggered is done system-to-system in the user's calendar", () => {
    for (const mode of ["strict", "personal"] as const) {
      const answer = cancel({ ...stranger, mode, channel: "system" });
      assertWrites(answer, ["U5", "requested_for", "user", "delegated_user"]);
    }
  });

  test("U6: personal mode refuses the channels in which nobody signs in with us", () => {
    for (const channel of ["outlook_addin", "panel", "rest_api"] as const) {
      assertRefuses(update({ channel }), "U6", "channel_not_allowed");
    }
  });

  test("U7: personal mode refuses everybody but the person it is for", () => {
    const answer = cancel({ requested_for_is_session_user: false });
    assertRefuses(answer, "U7", "not_requested_for");
  });

  test("U8: personal mode refuses a person without a usable token", () => {
    assertRefuses(update({ personal_token: false }), "U8", "personal_token_missing");
  });

  test("U6, U7 and U8: all that hold are listed, in that order", () => {
    const answer = cancel({ ...stranger, channel: "rest_api" });
    const codes = ["channel_not_allowed", "not_requested_for", "personal_token_missing"];
    assertRefuses(answer, "U6", ...codes);
    assertRefuses(cancel(stranger), "U7", ...codes.slice(1));
  });

  test("U9: personal mode writes to one's own calendar with one's own token", () => {
    for (const channel of ["portal", "event_planner", "quick_reservation", "mobile"] as const) {
      assertWrites(update({ channel }), ["U9", "requested_for", "user", "personal"]);
    }
  });

  test("U10: what was made in Outlook is refused to every person, with that code alone", () => {
    for (const mode of INTEGRATION_MODES) {
      for (const channel of PEOPLES_CHANNELS) {
        for (const sync_mailbox of ["user", "other", "none"] as const) {
          const facts = { ...stranger, mode, channel, sync_mailbox, origin: "calendar" } as const;
          assertRefuses(update(facts), "U10", "made_in_calendar");
          assertRefuses(cancel(facts), "U10", "made_in_calendar");
        }
      }
    }
  });

  test("U11: what Outlook changed is taken in, in any mode and of any origin", () => {
    for (const mode of INTEGRATION_MODES) {
      for (const origin of ["usher", "calendar"] as const) {
        const answer = cancel({ ...stranger, mode, origin, channel: "calendar" });
        assertWrites(answer, ["U11", "none", "user", "none"]);
      }
    }
  });

  test("U12: a job releases the room of a meeting made in Outlook on the room's side", () => {
    const facts = { channel: "system", origin: "calendar", sync_mailbox: "none" } as const;
    assertWrites(cancel({ ...facts, mode: "normal" }), ["U12", "room", "none", "application"]);
    for (const mode of ["strict", "personal"] as const) {
      assertWrites(cancel({ ...facts, mode }), ["U12", "room", "none", "delegated_user"]);
    }
  });
});

describe("changing what has not reached the calendar yet", () => {
  test("it gets the answer of creating it in the mode of now, whole", () => {
    for (const mode of INTEGRATION_MODES) {
      for (const kind of RESERVATION_KINDS) {
        const answer = create({ mode, kind });
        assert.deepEqual(update({ mode, kind, sync_mailbox: "none" }), answer);
        assert.deepEqual(cancel({ mode, kind, sync_mailbox: "none" }), answer);
      }
    }
  });

  test("it is refused as a creation would be", () => {
    const answer = cancel({ sync_mailbox: "none", requested_for_is_session_user: false });
    assertRefuses(answer, "C6", "on_behalf_not_supported");
  });

  test("what Outlook says about it is taken in all the same", () => {
    const answer = update({ sync_mailbox: "none", channel: "calendar" });
    assertWrites(answer, ["U11", "none", "none", "none"]);
  });
});
