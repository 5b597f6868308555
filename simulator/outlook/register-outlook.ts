import formBody from "@fastify/formbody";
import type { FastifyInstance } from "fastify";
import type { z } from "zod";
import type { DirectoryUser } from "../directory/directory.ts";
import { answerEvent } from "../mailbox/answer-meeting.ts";
import { findEvent, viewOfItem } from "../mailbox/event-view.ts";
import type { ExchangeContext } from "../mailbox/mailboxes.ts";
import { cancelEvent, updateEvent } from "../mailbox/meetings.ts";
import { refusals, type Outcome } from "../mailbox/outcome.ts";
import { dateIn, dateOr, weekOf } from "./calendar-week.ts";
import { encodeViewId, pathOfMeeting, revisionOf } from "./event-links.ts";
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
import {
  answerMeetingFormSchema,
  cancelMeetingFormSchema,
  finishSeriesFormSchema,
  moveMeetingFormSchema,
} from "./meeting-forms.ts";
import { meetingPage } from "./meeting-page.ts";
import { registerOutlookFiles, sendOutlookPage } from "./outlook-layout.ts";
import { directoryPage, weekPage } from "./outlook-pages.ts";
import { registerMeetingForms } from "./register-meeting-forms.ts";

/**
 * Outlook as plain pages: any mailbox's calendar, with what its owner can do there. They call the
 * same operations as Graph's routes and ask for no sign-in, since they are for demonstrations.
 */
export async function registerOutlook(
  app: FastifyInstance,
  context: ExchangeContext,
): Promise<void> {
  await app.register(async (pages) => {
    if (!pages.hasContentTypeParser("application/x-www-form-urlencoded")) {
      await pages.register(formBody);
    }
    registerOutlookFiles(pages);
    registerCalendarPages(pages, context);
    registerMeetingPages(pages, context);
    registerMeetingForms(pages, context);
    registerActs(pages, context);
  });
}

function registerCalendarPages(app: FastifyInstance, context: ExchangeContext): void {
  app.get("/outlook", (_request, reply) => {
    const users = [...context.directory.users.values()].sort((a, b) =>
      a.displayName.localeCompare(b.displayName),
    );
    const of = (kind: DirectoryUser["kind"]): DirectoryUser[] =>
      users.filter((user) => user.kind === kind);
    return sendOutlookPage(reply, "Mailboxes", directoryPage(of("person"), of("room")));
  });

  app.get<MailboxParams & { Querystring: { date?: string } }>(
    "/outlook/:address",
    (request, reply) => {
      const frame = frameOf(context, request.params.address);
      if (!frame) return sendUnknownMailbox(reply, request.params.address);
      const nowMs = context.clock.now();
      const date = dateOr(request.query.date, dateIn(frame.zone, nowMs));
      const week = weekOf(frame.mailbox, date, frame.zone, nowMs);
      return sendOutlookPage(reply, frame.owner.displayName, weekPage(frame, week));
    },
  );

  app.get<MailboxParams>("/outlook/:address/revision", (request, reply) => {
    const frame = frameOf(context, request.params.address);
    if (!frame) return sendUnknownMailbox(reply, request.params.address);
    return reply.type("text/plain").send(String(revisionOf(frame.mailbox)));
  });
}

function registerMeetingPages(app: FastifyInstance, context: ExchangeContext): void {
  app.get<MeetingParams>("/outlook/:address/events/:id", (request, reply) => {
    const frame = frameOf(context, request.params.address);
    if (!frame) return sendUnknownMailbox(reply, request.params.address);
    const found = findEvent(frame.mailbox, request.params.id);
    if (!found.ok) return sendRefusal(reply, frame, found);
    return sendOutlookPage(reply, "Meeting", meetingPage(frame, found.value, context.clock.now()));
  });

  // Mail names a meeting by what all its copies share.
  app.get<{ Params: { readonly address: string; readonly iCalUId: string } }>(
    "/outlook/:address/meetings/:iCalUId",
    (request, reply) => {
      const frame = frameOf(context, request.params.address);
      if (!frame) return sendUnknownMailbox(reply, request.params.address);
      const [copy] = frame.mailbox.findByICalUId(request.params.iCalUId);
      if (!copy) return sendRefusal(reply, frame, refusals.itemNotFound());
      const id = encodeViewId(viewOfItem(copy));
      return reply.redirect(pathOfMeeting(frame.owner.mail, id), 303);
    },
  );
}

function registerActs(app: FastifyInstance, context: ExchangeContext): void {
  registerAct(app, context, "move", moveMeetingFormSchema, (frame, id, { start, end }) => {
    const timeZone = frame.owner.timeZone;
    return updateEvent(context, frame.owner.id, id, {
      start: { dateTime: start, timeZone },
      end: { dateTime: end, timeZone },
    });
  });
  registerAct(app, context, "finish", finishSeriesFormSchema, (frame, id, form) =>
    finishSeries(context, frame, id, form.last_day),
  );
  registerAct(app, context, "cancel", cancelMeetingFormSchema, (frame, id, { comment }) =>
    cancelEvent(context, frame.owner.id, id, comment),
  );
  registerAct(app, context, "answer", answerMeetingFormSchema, (frame, id, form) =>
    answerEvent(context, frame.owner.id, id, form.answer, {
      comment: form.comment,
      sendResponse: true,
    }),
  );
}

function registerAct<Form>(
  app: FastifyInstance,
  context: ExchangeContext,
  name: string,
  schema: z.ZodType<Form>,
  act: (frame: MailboxFrame, id: string, form: Form) => Outcome<unknown>,
): void {
  app.post<MeetingParams>(`/outlook/:address/events/:id/${name}`, (request, reply) => {
    const { address, id } = request.params;
    const frame = frameOf(context, address);
    if (!frame) return sendUnknownMailbox(reply, address);
    const form = schema.safeParse(request.body);
    if (!form.success) return sendRefusal(reply, frame, unreadable(form.error));
    const before = findEvent(frame.mailbox, id);
    const outcome = act(frame, id, form.data);
    if (!outcome.ok) return sendRefusal(reply, frame, outcome);
    return reply.redirect(weekPath(frame, before.ok ? before.value : null), 303);
  });
}

/** The series up to a day, as Outlook ends it: with another range (facts 1.8). */
function finishSeries(
  context: ExchangeContext,
  frame: MailboxFrame,
  id: string,
  lastDay: string,
): Outcome<unknown> {
  const found = findEvent(frame.mailbox, id);
  if (!found.ok) return found;
  const { series } = found.value.item;
  if (!series) return refusals.invalidRequest("Only a series can be finished early.");
  const { pattern, range } = series.recurrence;
  const recurrence = { pattern, range: { ...range, type: "endDate" as const, endDate: lastDay } };
  return updateEvent(context, frame.owner.id, id, { recurrence });
}
