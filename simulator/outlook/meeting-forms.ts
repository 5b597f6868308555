import { z } from "zod";
import type { Directory } from "../directory/directory.ts";
import type { AttendeeInput, EventInput } from "../mailbox/event-input.ts";

const wallTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, "needs a date and a time");

export const newMeetingFormSchema = z.object({
  subject: z.string().max(255).default(""),
  start: wallTime,
  end: wallTime,
  /** Addresses, separated by commas, semicolons or spaces; rooms become resources. */
  invite: z.string().max(20_000).default(""),
  notes: z.string().max(65_000).default(""),
  is_private: z.literal("on").optional(),
});

export const moveMeetingFormSchema = z.object({ start: wallTime, end: wallTime });
export const cancelMeetingFormSchema = z.object({ comment: z.string().max(1000).default("") });
export const answerMeetingFormSchema = z.object({
  answer: z.enum(["accepted", "tentativelyAccepted", "declined"]),
  comment: z.string().max(1000).default(""),
});

/** The event that Outlook would send for a filled-in form, in the zone of its writer. */
export function meetingFromForm(
  form: z.infer<typeof newMeetingFormSchema>,
  zoneName: string,
  directory: Directory,
): EventInput {
  const attendees = invitedBy(form.invite, directory);
  const room = attendees.find(({ type }) => type === "resource")?.emailAddress;
  return {
    subject: form.subject,
    body: { contentType: "text", content: form.notes },
    start: { dateTime: form.start, timeZone: zoneName },
    end: { dateTime: form.end, timeZone: zoneName },
    sensitivity: form.is_private ? "private" : "normal",
    attendees,
    ...(room && {
      location: {
        displayName: room.name ?? room.address ?? "",
        locationType: "conferenceRoom",
        ...(room.address && { locationUri: room.address }),
      },
    }),
  };
}

function invitedBy(text: string, directory: Directory): AttendeeInput[] {
  const addresses = text.split(/[\s,;]+/).filter(Boolean);
  return addresses.map((address) => {
    const user = directory.findUser(address);
    return {
      type: user?.kind === "room" ? "resource" : "required",
      emailAddress: { address: user?.mail ?? address, name: user?.displayName ?? address },
    };
  });
}
