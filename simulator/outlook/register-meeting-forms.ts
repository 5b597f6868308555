import type { FastifyInstance, FastifyReply } from "fastify";
import type { DirectoryUser } from "../directory/directory.ts";
import { findEvent, type EventView } from "../mailbox/event-view.ts";
import type { ExchangeContext } from "../mailbox/mailboxes.ts";
import { createEvent, updateEvent } from "../mailbox/meetings.ts";
import { refusals, type Outcome } from "../mailbox/outcome.ts";
import { encodeViewId, pathOfMeeting } from "./event-links.ts";
import { formOfMeeting, formOfNewMeeting } from "./form-of-meeting.ts";
import {
  frameOf,
  sendRefusal,
  sendUnknownMailbox,
  unreadable,
  weekPath,
  type MailboxFrame,
  type MailboxParams,
  type MeetingParams,
} from "./mailbox-frame.ts";
import { meetingFormPage } from "./meeting-form-page.ts";
import { changesFromForm, meetingFromForm } from "./meeting-from-form.ts";
import { meetingFormSchema, typedBefore, type MeetingForm } from "./meeting-forms.ts";
import { sendOutlookPage } from "./outlook-layout.ts";

/** The form of a meeting: empty for a new one, filled for one that its organizer changes. */
export function registerMeetingForms(app: FastifyInstance, context: ExchangeContext): void {
  app.get<MailboxParams>("/outlook/:address/new", (request, reply) => {
    const frame = frameOf(context, request.params.address);
    if (!frame) return sendUnknownMailbox(reply, request.params.address);
    const form = formOfNewMeeting(context.clock.now(), frame.zone);
    return sendNewForm(reply, context, frame, form, null);
  });

  app.post<MailboxParams>("/outlook/:address/events", (request, reply) => {
    const frame = frameOf(context, request.params.address);
    if (!frame) return sendUnknownMailbox(reply, request.params.address);
    const made = createFromForm(context, frame, request.body);
    if (made.ok) return reply.redirect(weekPath(frame, made.value), 303);
    const shown = formOfNewMeeting(context.clock.now(), frame.zone);
    const typed = typedBefore(request.body, shown);
    return sendNewForm(reply, context, frame, typed, made.error.message);
  });

  app.get<MeetingParams>("/outlook/:address/events/:id/change", (request, reply) => {
    const { address, id } = request.params;
    const frame = frameOf(context, address);
    if (!frame) return sendUnknownMailbox(reply, address);
    const found = findOwn(frame, id);
    if (!found.ok) return sendRefusal(reply, frame, found);
    const form = formOfMeeting(found.value, frame.zone, roomsOf(context));
    return sendChangeForm(reply, context, frame, found.value, form, null);
  });

  app.post<MeetingParams>("/outlook/:address/events/:id/change", (request, reply) => {
    const { address, id } = request.params;
    const frame = frameOf(context, address);
    if (!frame) return sendUnknownMailbox(reply, address);
    const found = findOwn(frame, id);
    if (!found.ok) return sendRefusal(reply, frame, found);
    const shown = formOfMeeting(found.value, frame.zone, roomsOf(context));
    const changed = changeFromForm(context, frame, id, shown, request.body);
    if (changed.ok) return reply.redirect(weekPath(frame, changed.value), 303);
    const typed = typedBefore(request.body, shown);
    return sendChangeForm(reply, context, frame, found.value, typed, changed.error.message);
  });
}

function createFromForm(
  context: ExchangeContext,
  { owner }: MailboxFrame,
  body: unknown,
): Outcome<EventView> {
  const form = meetingFormSchema.safeParse(body);
  if (!form.success) return unreadable(form.error);
  const input = meetingFromForm(form.data, owner.timeZone, context.directory);
  return createEvent(context, owner.id, input);
}

/** Sends what differs from the form as it was shown; an occurrence's has no repetition in it. */
function changeFromForm(
  context: ExchangeContext,
  { owner }: MailboxFrame,
  id: string,
  shown: MeetingForm,
  body: unknown,
): Outcome<EventView> {
  const form = meetingFormSchema.safeParse(body);
  if (!form.success) return unreadable(form.error);
  const input = changesFromForm(shown, form.data, owner.timeZone, context.directory);
  return updateEvent(context, owner.id, id, input);
}

function findOwn(frame: MailboxFrame, id: string): Outcome<EventView> {
  const found = findEvent(frame.mailbox, id);
  if (!found.ok || found.value.item.isOrganizer) return found;
  return refusals.invalidRequest("Only a meeting's organizer can change it.");
}

function roomsOf(context: ExchangeContext): DirectoryUser[] {
  return [...context.directory.users.values()].filter(({ kind }) => kind === "room");
}

function sendNewForm(
  reply: FastifyReply,
  context: ExchangeContext,
  { owner, zone }: MailboxFrame,
  form: MeetingForm,
  mistake: string | null,
): FastifyReply {
  const back = `/outlook/${encodeURIComponent(owner.mail)}`;
  const page = meetingFormPage({
    title: "New meeting",
    owner,
    zone,
    rooms: roomsOf(context),
    form,
    action: `${back}/events`,
    back,
    button: "Send invitation",
    offersRepetition: true,
    mistake,
  });
  return sendOutlookPage(reply, "New meeting", page, mistake === null ? 200 : 400);
}

const TITLES: Readonly<Record<EventView["type"], string>> = {
  singleInstance: "Change meeting",
  seriesMaster: "Change series",
  occurrence: "Change one occurrence",
  exception: "Change one occurrence",
};

function sendChangeForm(
  reply: FastifyReply,
  context: ExchangeContext,
  { owner, zone }: MailboxFrame,
  view: EventView,
  form: MeetingForm,
  mistake: string | null,
): FastifyReply {
  const back = pathOfMeeting(owner.mail, encodeViewId(view));
  const title = TITLES[view.type];
  const page = meetingFormPage({
    title,
    owner,
    zone,
    rooms: roomsOf(context),
    form,
    action: `${back}/change`,
    back,
    button: "Send update",
    offersRepetition: view.master === null,
    mistake,
  });
  return sendOutlookPage(reply, title, page, mistake === null ? 200 : 400);
}
