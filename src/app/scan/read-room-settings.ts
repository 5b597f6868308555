import { z } from "zod";
import { ROOM_SETTINGS_CHARACTERS_MAX } from "../../contract/configuration-scan.ts";
import type { RoomSettings } from "../../core/configuration-scan/room-settings.ts";
import { done, type Outcome, refused } from "../outcome.ts";

/** Rooms in it. */
const ROOMS_MAX = 20_000;

/**
 * PowerShell prints an enumeration as its name, as its number, or as an object around either, by
 * its version.
 */
const PROCESSING = ["None", "AutoUpdate", "AutoAccept"] as const;
const bare = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "Value" in value ? value.Value : value;
const processing = z.preprocess((value) => {
  const found = bare(value);
  return typeof found === "number" ? PROCESSING[found] : found;
}, z.enum(PROCESSING).nullish());
const flag = z.boolean().nullish();
const limit = z.number().int().min(0).nullish();
const text = z.preprocess(bare, z.coerce.string().max(500).nullish().catch(null));

const settingsSchema = z.object({
  Identity: z.preprocess(bare, z.string().max(500).nullish().catch(null)),
  PrimarySmtpAddress: z.preprocess(bare, z.string().max(500).nullish().catch(null)),
  AutomateProcessing: processing,
  AllowConflicts: flag,
  AllowRecurringMeetings: flag,
  BookingWindowInDays: limit,
  EnforceSchedulingHorizon: flag,
  MaximumDurationInMinutes: limit,
  ScheduleOnlyDuringWorkHours: flag,
  AllBookInPolicy: flag,
  AllRequestInPolicy: flag,
  AllRequestOutOfPolicy: flag,
  DeleteSubject: flag,
  AddOrganizerToSubject: flag,
  RemovePrivateProperty: flag,
  ProcessExternalMeetingMessages: flag,
  EnforceCapacity: flag,
  BookingType: text,
});

/**
 * Reads what `Get-CalendarProcessing | ConvertTo-Json` printed: a list, or one object where there
 * was one room. Whatever else stands in it is left out. Refuses `room_settings_unreadable`.
 */
export function readRoomSettings(printed: string): Outcome<readonly RoomSettings[]> {
  if (printed.length > ROOM_SETTINGS_CHARACTERS_MAX) {
    return unreadable(`It has more than ${ROOM_SETTINGS_CHARACTERS_MAX} characters.`);
  }
  const items = itemsOf(printed);
  if (items === null) return unreadable("It is not JSON.");
  if (items.length === 0) return unreadable("There is no room in it.");
  if (items.length > ROOMS_MAX) return unreadable(`It has more than ${ROOMS_MAX} rooms.`);
  const rooms: RoomSettings[] = [];
  for (const [index, item] of items.entries()) {
    const parsed = settingsSchema.safeParse(item);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const field = issue?.path.join(".") || "it";
      return unreadable(`Room ${index + 1}, ${field}: ${issue?.message ?? "not understood"}.`);
    }
    const { Identity, PrimarySmtpAddress } = parsed.data;
    const identity = Identity?.trim() || PrimarySmtpAddress?.trim();
    if (!identity) return unreadable(`Room ${index + 1} has neither an identity nor an address.`);
    rooms.push(toSettings(identity, parsed.data));
  }
  return done(rooms);
}

function itemsOf(printed: string): readonly unknown[] | null {
  // A byte order mark, and warnings that PowerShell printed before.
  const begin = printed.search(/[[{]/);
  if (begin < 0) return null;
  try {
    const value: unknown = JSON.parse(printed.slice(begin));
    return Array.isArray(value) ? value : [value];
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function toSettings(identity: string, printed: z.output<typeof settingsSchema>): RoomSettings {
  return {
    identity,
    primarySmtpAddress: printed.PrimarySmtpAddress?.trim() || null,
    automateProcessing: printed.AutomateProcessing ?? null,
    allowConflicts: printed.AllowConflicts ?? null,
    allowRecurringMeetings: printed.AllowRecurringMeetings ?? null,
    bookingWindowInDays: printed.BookingWindowInDays ?? null,
    enforceSchedulingHorizon: printed.EnforceSchedulingHorizon ?? null,
    maximumDurationInMinutes: printed.MaximumDurationInMinutes ?? null,
    scheduleOnlyDuringWorkHours: printed.ScheduleOnlyDuringWorkHours ?? null,
    allBookInPolicy: printed.AllBookInPolicy ?? null,
    allRequestInPolicy: printed.AllRequestInPolicy ?? null,
    allRequestOutOfPolicy: printed.AllRequestOutOfPolicy ?? null,
    deleteSubject: printed.DeleteSubject ?? null,
    addOrganizerToSubject: printed.AddOrganizerToSubject ?? null,
    removePrivateProperty: printed.RemovePrivateProperty ?? null,
    processExternalMeetingMessages: printed.ProcessExternalMeetingMessages ?? null,
    enforceCapacity: printed.EnforceCapacity ?? null,
    bookingType: printed.BookingType ?? null,
  };
}

function unreadable(what: string) {
  return refused(
    "room_settings_unreadable",
    `The rooms' settings cannot be read. ${what}`,
    "Hand in what Get-CalendarProcessing printed as JSON, whole and unchanged.",
    { fields: [{ field: "room_settings", message: what }] },
  );
}
