import { counted } from "../../../core/counted.ts";
import type { SystemCredential } from "../../../core/sync/change-source.ts";
import type { CalendarFailure } from "../calendar.ts";
import type { SourceReason } from "./room-sync-store.ts";

/** Why changes reach us as they do, for administrators: what is so, why, and what to do. */

/** Exchange takes so long to heed a change of rights (facts 6.10). */
const RIGHTS_TAKE = "It can take up to two hours until Exchange heeds new rights.";

/** No credential may read the room. */
export function noAccess(refusals: readonly Refusal[]): SourceReason {
  const told = refusals.map(({ credential, failure }) => `${WHO[credential]}: ${failure.message}`);
  const remedies = new Set(refusals.map(remedyFor));
  return {
    code: "room_not_readable",
    sentence: `The calendar cannot be read. ${told.join(" ")} ${[...remedies].join(" Or: ")}`,
  };
}

function remedyFor({ credential, failure }: Refusal): string {
  switch (failure.kind) {
    case "token_unusable":
    case "credential_rejected":
      return credential === "application"
        ? "Enter a valid secret or certificate for the calendar provider."
        : "Connect the calendar provider's delegated user.";
    case "not_found":
      return "Check the address of the room mailbox.";
    case "access_denied":
    case "invalid":
    case "cursor_lost":
    case "changed_meanwhile":
    case "throttled":
    case "transient":
      return credential === "application"
        ? `Give the application Calendars.ReadWrite for this room. ${RIGHTS_TAKE}`
        : `Make the delegated user an editor of the room's calendar. ${RIGHTS_TAKE}`;
  }
}

/** Only the delegated user may read the room, and no delegated right allows more (facts 3.1). */
export function delegatedRightsOnly({ failure }: Refusal, quietMinutes: number): SourceReason {
  return {
    code: "delegated_rights_only",
    sentence:
      "It is read with the delegated user's rights, which do not let Exchange tell us of changes, " +
      `so they are looked for: at least every ${counted(quietMinutes, "minute", "minutes")}, ` +
      `every few seconds while something happens. The application cannot: ${failure.message} ` +
      `To hear of changes at once, give the application Calendars.Read for this room. ${RIGHTS_TAKE}`,
  };
}

/** The application may read the room, but Exchange does not tell us of changes. */
export function subscriptionRefused(failure: CalendarFailure): SourceReason {
  return {
    code: "subscription_refused",
    sentence:
      `Exchange does not tell us of changes, so they are looked for. ${failure.message} ` +
      "It must reach Usher over HTTPS: check USHER_PUBLIC_URL, or set USHER_NOTIFICATION_URL. " +
      "It is tried again by itself.",
  };
}

/** It could not be found out. */
export function notAnswered(failure: CalendarFailure): SourceReason {
  return {
    code: "calendar_unreachable",
    sentence: `${failure.message} It is tried again by itself.`,
  };
}

export interface Refusal {
  readonly credential: SystemCredential;
  readonly failure: CalendarFailure;
}

const WHO: Readonly<Record<SystemCredential, string>> = {
  application: "The application",
  delegated_user: "The delegated user",
};
