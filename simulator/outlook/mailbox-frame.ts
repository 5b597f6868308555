import type { FastifyReply } from "fastify";
import type { z } from "zod";
import type { DirectoryUser } from "../directory/directory.ts";
import type { EventView } from "../mailbox/event-view.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import type { ExchangeContext } from "../mailbox/mailboxes.ts";
import { refusals, type Outcome } from "../mailbox/outcome.ts";
import { findZone } from "../mailbox/time-zones.ts";
import { html } from "../pages/html.ts";
import { dateIn } from "./calendar-week.ts";
import { sendOutlookPage } from "./outlook-layout.ts";

/** Whose calendar a page shows. */
export interface MailboxFrame {
  readonly owner: DirectoryUser;
  /** IANA zone that times are shown in. */
  readonly zone: string;
  readonly mailbox: Mailbox;
}

export interface MailboxParams {
  Params: { readonly address: string };
}
export interface MeetingParams {
  Params: { readonly address: string; readonly id: string };
}

type Refusal = Extract<Outcome<unknown>, { ok: false }>;

export function frameOf(context: ExchangeContext, address: string): MailboxFrame | undefined {
  const owner = context.directory.findUser(address);
  if (!owner) return undefined;
  const zone = findZone(owner.timeZone)?.ianaId ?? "UTC";
  return { owner, zone, mailbox: context.mailboxes.of(owner.id) };
}

/** The week of a meeting, or this one. */
export function weekPath({ owner, zone }: MailboxFrame, view: EventView | null): string {
  const path = `/outlook/${encodeURIComponent(owner.mail)}`;
  return view === null ? path : `${path}?date=${dateIn(zone, view.startMs).toString()}`;
}

/** A form that is not filled in as it must be, in a sentence. */
export function unreadable(error: z.ZodError): Refusal {
  const [first] = error.issues;
  const field = String(first?.path[0] ?? "form").replaceAll("_", " ");
  return refusals.invalidRequest(
    `Please look at "${field}": ${first?.message ?? "it is missing"}.`,
  );
}

export function sendUnknownMailbox(reply: FastifyReply, address: string): FastifyReply {
  const body = html`<h1>No such mailbox</h1>
    <p>Nobody here has the address ${address}. <a href="/outlook">Choose a mailbox</a>.</p>`;
  return sendOutlookPage(reply, "No such mailbox", body, 404);
}

export function sendRefusal(
  reply: FastifyReply,
  frame: MailboxFrame,
  refusal: Refusal,
): FastifyReply {
  const body = html`<h1>That did not work</h1>
    <p role="alert">${refusal.error.message}</p>
    <p><a href="/outlook/${frame.owner.mail}">Back to the calendar</a></p>`;
  return sendOutlookPage(reply, "That did not work", body, refusal.error.status);
}
