import type { MailboxFacts, ProviderFacts, ScanFacts } from "../configuration-scan/facts.ts";
import type { Finding } from "../configuration-scan/finding.ts";
import type { FindingCode } from "../configuration-scan/finding-codes.ts";
import { judgeReach } from "../configuration-scan/mailbox-rules.ts";
import { scanConfiguration } from "../configuration-scan/scan-configuration.ts";

export const STEP_KEYS = ["mode", "application", "exchange", "access", "places", "room"] as const;
export type StepKey = (typeof STEP_KEYS)[number];

/** What holds already, as a code with what it is about; the page has the words. */
export interface Confirmation {
  readonly code:
    | "application_has_token"
    | "granted_in_entra"
    | "nothing_granted_in_entra"
    | "delegated_user_connected"
    | "calendar_reached"
    | "room_followed"
    | "room_being_read";
  readonly about: string;
}

/** `done`: checked and right; `failed`: checked and wrong; `open`: still to be done. */
export interface GuidedStep {
  readonly key: StepKey;
  readonly state: "done" | "open" | "failed";
  readonly confirmed: readonly Confirmation[];
  readonly findings: readonly Finding[];
}

/** Everything that the steps are judged by; the provider and the room are one at most. */
export interface GuidedSetUpFacts {
  /** Its room is judged as if it were synced already: what would go wrong is to be known before. */
  readonly scan: ScanFacts;
  readonly isModeChosen: boolean;
  /** The calendar that was tried, also of a room that is no space yet. */
  readonly tried: { readonly mailbox: string; readonly answer: MailboxFacts | null } | null;
  readonly hasSpaces: boolean;
  /** Of the room; null where it has no sync configuration. */
  readonly configuration: { readonly isActive: boolean } | null;
}

/** Of the application and the accounts that use it. */
const OF_APPLICATION: readonly FindingCode[] = [
  "no_active_provider",
  "public_url_not_https",
  "microsoft_url_not_https",
  "credential_missing",
  "credential_expired",
  "certificate_expires_soon",
  "credential_rejected",
  "admin_consent_missing",
  "sign_in_service_unavailable",
  "application_reaches_everybody",
  "permission_not_needed",
  "delegated_user_missing",
];
const OF_ACCESS: readonly FindingCode[] = [
  "delegated_user_not_connected",
  "delegated_user_token_unusable",
  "delegated_user_permission_missing",
  "delegated_user_other_account",
];
/** Told where access is tried, and of one room no more than once. */
const OF_REACH: readonly FindingCode[] = [
  "delegate_rights_missing",
  "room_out_of_reach",
  "mailbox_not_in_exchange",
  "room_check_failed",
];
const OF_ROOM: readonly FindingCode[] = ["room_settings_not_given", "room_settings_old"];

/** How far an installation is from nothing to the first synced room, and what is in the way. */
export function judgeSteps(facts: GuidedSetUpFacts): readonly GuidedStep[] {
  const [provider = null] = facts.scan.providers;
  const found = provider === null ? [] : scanConfiguration(facts.scan);
  const application = applicationStep(provider, found);
  const access = accessStep(facts, provider, found, application.state === "done");
  return [
    step("mode", facts.isModeChosen),
    application,
    step("exchange", isReached(facts), access.confirmed.filter(isOfReach)),
    access,
    step("places", facts.hasSpaces, [], of(found, ["place_permission_missing"])),
    roomStep(facts, found),
  ];
}

function applicationStep(provider: ProviderFacts | null, found: readonly Finding[]): GuidedStep {
  const application = provider?.application ?? null;
  const confirmed: Confirmation[] = [];
  if (application?.ok) {
    confirmed.push({ code: "application_has_token", about: provider?.name ?? "" });
    if (application.roles?.length === 0) {
      confirmed.push({ code: "nothing_granted_in_entra", about: "" });
    } else if (application.roles !== null) {
      confirmed.push({ code: "granted_in_entra", about: application.roles.join(", ") });
    }
  }
  return step("application", application?.ok === true, confirmed, of(found, OF_APPLICATION));
}

function accessStep(
  facts: GuidedSetUpFacts,
  provider: ProviderFacts | null,
  found: readonly Finding[],
  hasApplication: boolean,
): GuidedStep {
  const { tried, scan } = facts;
  // What follows from a wrong secret is mended with it.
  if (provider === null || !hasApplication) return step("access", false);
  const confirmed: Confirmation[] = [];
  const { token } = provider;
  if (scan.mode !== "normal" && token?.ok) {
    const about = token.accountName ?? token.mailboxAddress ?? "";
    confirmed.push({ code: "delegated_user_connected", about });
  }
  const findings = [...of(found, OF_ACCESS)];
  if (tried?.answer?.ok === true) {
    confirmed.push({ code: "calendar_reached", about: tried.mailbox });
  } else if (tried?.answer?.ok === false) {
    const subject = { kind: "space", id: null, name: tried.mailbox } as const;
    const room = { subject, roomMailbox: tried.mailbox };
    findings.push(judgeReach(room, tried.answer, provider, scan.mode));
  }
  return step("access", isReached(facts), confirmed, findings);
}

function roomStep(
  { scan, configuration }: GuidedSetUpFacts,
  found: readonly Finding[],
): GuidedStep {
  const [room = null] = scan.rooms;
  if (room === null || configuration === null) return step("room", false);
  const findings = found.filter(
    ({ code, subject }) =>
      (subject.kind === "space" && !OF_REACH.includes(code)) || OF_ROOM.includes(code),
  );
  if (!configuration.isActive) return step("room", false, [], findings);
  const source = room.changeSource;
  const isRead = source?.state === "active" && source.lastReadAt !== null;
  const confirmed: Confirmation[] =
    source?.state === "failing"
      ? []
      : [{ code: isRead ? "room_followed" : "room_being_read", about: room.roomMailbox }];
  return step("room", isRead && !room.dryRun, confirmed, findings);
}

function isReached({ tried }: GuidedSetUpFacts): boolean {
  return tried?.answer?.ok === true;
}

function isOfReach({ code }: Confirmation): boolean {
  return code === "calendar_reached";
}

function of(found: readonly Finding[], codes: readonly FindingCode[]): readonly Finding[] {
  return found.filter(({ code }) => codes.includes(code));
}

/** Failed where an error stands in the way; a warning or a notice is told and stops nobody. */
function step(
  key: StepKey,
  isDone: boolean,
  confirmed: readonly Confirmation[] = [],
  findings: readonly Finding[] = [],
): GuidedStep {
  const hasFailed = findings.some(({ severity }) => severity === "error");
  return { key, state: hasFailed ? "failed" : isDone ? "done" : "open", confirmed, findings };
}
