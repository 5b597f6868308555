import { z } from "zod";
import type { Space } from "../../../src/contract/places.ts";
import { attendeeSchema, personSummarySchema } from "../../../src/contract/reservations.ts";
import type { BookTogether } from "../../ui/api/reservations.ts";
import { instantOf, isDate, isTime } from "../../ui/format/wall-time.ts";

/** Several spaces as a person is about to book them; the times are wall times in the building's zone. */
const togetherDraftSchema = z.object({
  spaceIds: z.array(z.uuid()).min(2),
  /** One meeting in all of them, or one of them for each of several people. */
  kind: z.enum(["multi-space", "group"]),
  date: z.string().refine(isDate),
  from: z.string().refine(isTime),
  to: z.string().refine(isTime),
  subject: z.string(),
  notes: z.string(),
  isPrivate: z.boolean(),
  attendees: z.array(attendeeSchema),
  requestedFor: personSummarySchema.nullable(),
  /** Who gets which space, by its id. */
  people: z.record(z.string(), personSummarySchema.nullable()),
});
export type TogetherDraft = z.infer<typeof togetherDraftSchema>;

type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const STORAGE_KEY = "usher.together-draft";

/** Keeps the draft in this tab while the person connects Outlook or signs in anew (policy C7). */
export function keepTogetherDraft(storage: DraftStorage, draft: TogetherDraft): void {
  storage.setItem(STORAGE_KEY, JSON.stringify(draft));
}

export function forgetTogetherDraft(storage: DraftStorage): void {
  storage.removeItem(STORAGE_KEY);
}

/** The kept draft; null when there is none, or when an older version of the page left it. */
export function readTogetherDraft(storage: DraftStorage): TogetherDraft | null {
  const text = storage.getItem(STORAGE_KEY);
  if (text === null) return null;
  try {
    return togetherDraftSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Not ours, or cut off: as good as none, and the next draft replaces it.
    return null;
  }
}

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
    const { attendees, requestedFor, spaceIds } = draft;
    const body = {
      ...common,
      space_ids: spaceIds,
      attendees,
      ...(requestedFor && { requested_for: requestedFor.id }),
    };
    return { kind: "multi-space", body };
  }
  const members = draft.spaceIds.flatMap((id) => {
    const person = draft.people[id];
    return person ? [{ space_id: id, requested_for: person.id }] : [];
  });
  return members.length < draft.spaceIds.length
    ? null
    : { kind: "group", body: { ...common, members } };
}
