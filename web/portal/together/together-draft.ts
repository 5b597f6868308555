import { z } from "zod";
import type { Space } from "../../../src/contract/places.ts";
import { personSummarySchema } from "../../../src/contract/reservations.ts";
import type { BookTogether } from "../../ui/api/reservations.ts";
import { instantOf } from "../../ui/format/wall-time.ts";
import { meetingDraftSchema } from "../booking/booking-draft.ts";
import { keptDraft } from "../booking/kept-draft.ts";

/** Several spaces as a person is about to book them. */
const togetherDraftSchema = meetingDraftSchema.extend({
  spaceIds: z.array(z.uuid()).min(2),
  /** One meeting in all of them, or one of them for each of several people. */
  kind: z.enum(["multi-space", "group"]),
  /** Who gets which space, by its id. */
  people: z.record(z.string(), personSummarySchema.nullable()),
  /** Ids of the services that each space is to have, by its id. */
  services: z.record(z.string(), z.array(z.uuid())),
});
export type TogetherDraft = z.infer<typeof togetherDraftSchema>;

/** In this tab, beside the draft of one space. */
export const {
  keep: keepTogetherDraft,
  forget: forgetTogetherDraft,
  read: readTogetherDraft,
} = keptDraft("usher.together-draft", togetherDraftSchema);

/** As which these spaces can be booked in one go, what is likelier first (policy C3). */
export function kindsFor(
  spaces: readonly Pick<Space, "module" | "synced">[],
  isPersonalMode: boolean,
): readonly TogetherDraft["kind"][] {
  const isGroup =
    spaces.every(({ module }) => module.group_enabled) &&
    !(isPersonalMode && spaces.some(({ synced }) => synced));
  const isMeeting = spaces.every(({ module }) => module.multi_space_enabled);
  return [...(isMeeting ? ["multi-space" as const] : []), ...(isGroup ? ["group" as const] : [])];
}

/** What is asked of the server; null while a space of a group is nobody's. */
export function wantedOf(draft: TogetherDraft, zone: string): BookTogether | null {
  const common = {
    start: instantOf({ date: draft.date, time: draft.from }, zone),
    end: instantOf({ date: draft.date, time: draft.to }, zone),
    time_zone: zone,
    subject: draft.subject,
    notes: draft.notes,
    sensitivity: draft.isPrivate ? ("private" as const) : ("normal" as const),
  };
  if (draft.kind === "multi-space") {
    const { attendees, requestedFor, services, spaceIds } = draft;
    const body = {
      ...common,
      space_ids: spaceIds,
      attendees,
      services_by_space: services,
      ...(requestedFor && { requested_for: requestedFor.id }),
    };
    return { kind: "multi-space", body };
  }
  const members = draft.spaceIds.flatMap((id) => {
    const person = draft.people[id];
    const services = draft.services[id] ?? [];
    return person ? [{ space_id: id, requested_for: person.id, services }] : [];
  });
  return members.length < draft.spaceIds.length
    ? null
    : { kind: "group", body: { ...common, members } };
}
