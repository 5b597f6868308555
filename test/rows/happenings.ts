/** What happens in Outlook, and what system-to-system does for what no person triggered. */
import assert from "node:assert/strict";
import type {
  Credential,
  IntegrationMode,
  RuleRow,
} from "../../src/core/integration-rules/question.ts";
import { meetingsIn } from "../support/exchange-view.ts";
import { until } from "../support/until.ts";
import { idIn, inOutlook, meetInOutlook, wallTimes } from "./acts.ts";
import { type Company, nextSlot, PEOPLE, roomAddress, SERVICE } from "./company.ts";
import { meetingsOf, seeAudited, seeCaller, seeMeeting } from "./sights.ts";
import { own, type Subjects } from "./subjects.ts";
import type { Happening } from "./table.ts";

/** The company as it is in a mode. */
export interface Scene {
  readonly company: Company;
  readonly subjects: Subjects;
  readonly mode: IntegrationMode;
}

const TAKEN_IN = ["C10", "none", "calendar"] as const;
const FOLLOWED = ["U11", "none", "calendar"] as const;

export const HAPPENINGS: Record<Happening["act"], (scene: Scene) => Promise<void>> = {
  async meet({ company }) {
    const { id } = await meetInOutlook(company);
    const { origin, requested_for: requestedFor } = await company.settled(id);
    assert.deepEqual([origin, requestedFor.email], ["calendar", PEOPLE.jonas]);
    await seeAudited(company, id, "reservation_taken_in", TAKEN_IN);
  },

  async move_in_outlook({ company }) {
    const { id, organizer, item } = await ownInExchange(company);
    const slot = nextSlot();
    await company.outlook(organizer, inOutlook(company, item, "move"), wallTimes(slot));
    await until("it has followed", async () => {
      const { start } = await company.reservation(id);
      return Date.parse(start) === Date.parse(slot.start);
    });
    await seeAudited(company, id, "reservation_changed_in_outlook", FOLLOWED);
  },

  async cancel_in_outlook({ company }) {
    const { id, organizer, item } = await ownInExchange(company);
    await company.outlook(organizer, inOutlook(company, item, "cancel"), { comment: "" });
    await until("it has followed", async () => {
      return (await company.reservation(id)).state === "cancelled";
    });
    await seeAudited(company, id, "reservation_cancelled_in_outlook", FOLLOWED);
  },

  /** A person's own, rejected in a mode in which the system may not write into their calendar. */
  async reject({ company, subjects, mode }) {
    const id = subjects.waiting(mode);
    await rejectInHeron(company, id, "U5", "delegated_user");
    await seeCaller(company, id, "cancel", "delegated_user");
  },

  async reject_outlook({ company, mode }) {
    const { id } = await meetInOutlook(company, "Heron");
    await company.settled(id, "awaiting_approval");
    const credential = mode === "normal" ? "application" : "delegated_user";
    await rejectInHeron(company, id, "U12", credential);
    await seeCaller(company, id, "release", credential);
  },

  /** What was booked in a room without a calendar, once it has one. */
  async export({ company }) {
    await company.setSynced("Osprey", false);
    const body = { space_id: company.space("Osprey").id, ...nextSlot(), subject: "Exported" };
    const asked = await company.send("portal", "jonas", "POST", "/api/v1/reservations", body);
    const configurationId = await company.setSynced("Osprey", true);
    const path = `/api/v1/admin/sync-configurations/${configurationId}/export`;
    const exported = await company.administrator.request("POST", path, {});
    assert.ok(exported.ok, await exported.text());
    const reservation = await company.settled(idIn(asked));
    seeMeeting(company, reservation, { organizer: SERVICE, invited: [PEOPLE.jonas] }, ["Osprey"]);
    const audited = ["C9", "delegated_user", "portal"] as const;
    await seeAudited(company, reservation.id, "reservation_exported", audited);
    await seeCaller(company, reservation.id, "create", "delegated_user");
  },
};

/** Made here, and looked up in the mailbox of whoever organizes it. */
async function ownInExchange(company: Company) {
  const id = await own(company);
  const [meeting] = meetingsOf(company, id);
  assert.ok(meeting);
  return { id, organizer: meeting.organizer, item: meeting.event };
}

/** Its room lets it go in its own name, and the meeting stays with whoever organizes it. */
async function rejectInHeron(
  company: Company,
  id: string,
  row: RuleRow,
  credential: Exclude<Credential, "none">,
): Promise<void> {
  const { requested_for: person } = await company.reservation(id);
  const path = `/api/v1/reservations/${id}/reject`;
  const body = { comment: "Being painted" };
  const answer = await company.send("portal", "tobias", "POST", path, body);
  assert.equal(answer.status, 200, answer.text);
  await company.settled(id, "rejected");
  await seeAudited(company, id, "reservation_rejected", [row, credential, "portal"]);
  const events = await company.syncEvents(id);
  assert.equal(events[0]?.channel, "system");
  const { subject } = await company.reservation(id);
  const [meeting] = meetingsIn(company.simulator).filter(({ event }) => event.subject === subject);
  assert.deepEqual([meeting?.organizer, meeting?.rooms ?? []], [person.email, []]);
  assert.equal(
    meeting?.event.attendees.find(({ address }) => address === roomAddress("Heron"))?.status
      .response,
    "declined",
  );
}
