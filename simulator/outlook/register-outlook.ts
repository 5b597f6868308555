import formBody from "@fastify/formbody";
import type { FastifyInstance, FastifyReply } from "fastify";
import { Temporal } from "temporal-polyfill";
import type { DirectoryUser } from "../directory/directory.ts";
import { answerEvent } from "../mailbox/answer-meeting.ts";
import { findEvent } from "../mailbox/event-view.ts";
import type { ExchangeContext } from "../mailbox/mailboxes.ts";
import { cancelEvent, createEvent, updateEvent } from "../mailbox/meetings.ts";
import type { Outcome } from "../mailbox/outcome.ts";
import { findZone } from "../mailbox/time-zones.ts";
import { html } from "../pages/html.ts";
import { dateIn, dateOr, weekOf } from "./calendar-week.ts";
import { revisionOf } from "./event-links.ts";
import {
  answerMeetingFormSchema,
  cancelMeetingFormSchema,
  meetingFromForm,
  moveMeetingFormSchema,
  newMeetingFormSchema,
} from "./meeting-forms.ts";
import { registerOutlookFiles, sendOutlookPage } from "./outlook-layout.ts";
import {
  directoryPage,
  meetingPage,
  newMeetingPage,
  weekPage,
  type MailboxFrame,
} from "./outlook-pages.ts";

interface MailboxParams {
  Params: { readonly address: string };
}
interface MeetingParams {
  Params: { readonly address: string; readonly id: string };
}

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
  app.get<MailboxParams>("/outlook/:address/new", (request, reply) => {
    const frame = frameOf(context, request.params.address);
    if (!frame) return sendUnknownMailbox(reply, request.params.address);
    const start = Temporal.Instant.fromEpochMilliseconds(context.clock.now())
      .toZonedDateTimeISO(frame.zone)
      .round({ smallestUnit: "hour", roundingMode: "ceil" })
      .toPlainDateTime();
    const times = {
      start: start.toString({ smallestUnit: "minute" }),
      end: start.add({ minutes: 30 }).toString({ smallestUnit: "minute" }),
    };
    const page = newMeetingPage(frame, roomsOf(context), times, null);
    return sendOutlookPage(reply, "New meeting", page);
  });

  app.get<MeetingParams>("/outlook/:address/events/:id", (request, reply) => {
    const frame = frameOf(context, request.params.address);
    if (!frame) return sendUnknownMailbox(reply, request.params.address);
    const found = findEvent(frame.mailbox, request.params.id);
    if (!found.ok) return sendRefusal(reply, frame, found);
    return sendOutlookPage(reply, "Meeting", meetingPage(frame, found.value));
  });
}

function registerActs(app: FastifyInstance, context: ExchangeContext): void {
  app.post<MailboxParams>("/outlook/:address/events", (request, reply) => {
    const frame = frameOf(context, request.params.address);
    if (!frame) return sendUnknownMailbox(reply, request.params.address);
    const form = newMeetingFormSchema.safeParse(request.body);
    const made = form.success
      ? createEvent(
          context,
          frame.owner.id,
          meetingFromForm(form.data, frame.owner.timeZone, context.directory),
        )
      : null;
    if (made?.ok) return reply.redirect(`/outlook/${frame.owner.mail}`, 303);
    const mistake = made ? made.error.message : "Please give a start and an end.";
    const values = request.body as Readonly<Record<string, string>>;
    const page = newMeetingPage(frame, roomsOf(context), values, mistake);
    return sendOutlookPage(reply, "New meeting", page, 400);
  });

  registerAct(app, context, "move", (frame, id, body) => {
    const { start, end } = moveMeetingFormSchema.parse(body);
    const timeZone = frame.owner.timeZone;
    return updateEvent(context, frame.owner.id, id, {
      start: { dateTime: start, timeZone },
      end: { dateTime: end, timeZone },
    });
  });
  registerAct(app, context, "cancel", (frame, id, body) => {
    const { comment } = cancelMeetingFormSchema.parse(body);
    return cancelEvent(context, frame.owner.id, id, comment);
  });
  registerAct(app, context, "answer", (frame, id, body) => {
    const { answer, comment } = answerMeetingFormSchema.parse(body);
    return answerEvent(context, frame.owner.id, id, answer, { comment, sendResponse: true });
  });
}

function registerAct(
  app: FastifyInstance,
  context: ExchangeContext,
  name: string,
  act: (frame: MailboxFrame, id: string, body: unknown) => Outcome<unknown>,
): void {
  app.post<MeetingParams>(`/outlook/:address/events/:id/${name}`, (request, reply) => {
    const frame = frameOf(context, request.params.address);
    if (!frame) return sendUnknownMailbox(reply, request.params.address);
    const outcome = act(frame, request.params.id, request.body);
    if (!outcome.ok) return sendRefusal(reply, frame, outcome);
    return reply.redirect(`/outlook/${frame.owner.mail}`, 303);
  });
}

function frameOf(context: ExchangeContext, address: string): MailboxFrame | undefined {
  const owner = context.directory.findUser(address);
  if (!owner) return undefined;
  const zone = findZone(owner.timeZone)?.ianaId ?? "UTC";
  return { owner, zone, mailbox: context.mailboxes.of(owner.id) };
}

function roomsOf(context: ExchangeContext): DirectoryUser[] {
  return [...context.directory.users.values()].filter(({ kind }) => kind === "room");
}

function sendUnknownMailbox(reply: FastifyReply, address: string): FastifyReply {
  const body = html`<h1>No such mailbox</h1>
    <p>Nobody here has the address ${address}. <a href="/outlook">Choose a mailbox</a>.</p>`;
  return sendOutlookPage(reply, "No such mailbox", body, 404);
}

function sendRefusal(
  reply: FastifyReply,
  frame: MailboxFrame,
  refusal: Extract<Outcome<unknown>, { ok: false }>,
): FastifyReply {
  const body = html`<h1>That did not work</h1>
    <p role="alert">${refusal.error.message}</p>
    <p><a href="/outlook/${frame.owner.mail}">Back to the calendar</a></p>`;
  return sendOutlookPage(reply, "That did not work", body, refusal.error.status);
}
