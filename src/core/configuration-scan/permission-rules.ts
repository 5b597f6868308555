import { permissionsTooMany } from "../integration-rules/permissions.ts";
import type { IntegrationMode } from "../integration-rules/question.ts";
import type { ProviderFacts } from "./facts.ts";
import { type Finding, finding, type FindingSubject } from "./finding.ts";

/** A permission for calendars that Entra ID gives an application for every mailbox. */
const EVERY_CALENDAR = /^Calendars\.Read(Write)?$/i;

const REMOVE =
  "Remove it in Entra admin center, App registrations, API permissions, and revoke its consent.";

/** What is granted beyond the least that the mode works with. */
export function judgePermissions(
  { id, name, application, delegatedScopes }: ProviderFacts,
  mode: IntegrationMode,
): Finding[] {
  const subject: FindingSubject = { kind: "provider", id, name };
  const roles = application?.ok ? (application.roles ?? []) : [];
  const tooMany = permissionsTooMany(mode, "application", roles);
  const calendars = tooMany.filter((role) => EVERY_CALENDAR.test(role));
  const others = tooMany.filter((role) => !EVERY_CALENDAR.test(role));
  const scopes = mode === "normal" ? [] : permissionsTooMany(mode, "delegated", delegatedScopes);
  return [
    ...(calendars.length > 0 ? [reachesEverybody(subject, calendars, mode)] : []),
    ...(others.length > 0 ? [notNeeded(subject, "application", others)] : []),
    ...(scopes.length > 0 ? [notNeeded(subject, "delegated", scopes)] : []),
  ];
}

function reachesEverybody(
  subject: FindingSubject,
  roles: readonly string[],
  mode: IntegrationMode,
): Finding {
  const instead =
    mode === "normal"
      ? "First give the application the role Application Calendars.ReadWrite for chosen mailboxes in Exchange; the guided set-up has the commands."
      : `In ${mode} mode the delegated user writes.`;
  return finding(
    "application_reaches_everybody",
    subject,
    `${roles.join(" and ")} of "${subject.name}" is granted in Entra ID, for every mailbox.`,
    {
      text: `${instead} ${REMOVE}`,
      place: "guided_set_up",
    },
  );
}

function notNeeded(
  subject: FindingSubject,
  kind: "application" | "delegated",
  names: readonly string[],
): Finding {
  const granted = names.join(" and ");
  return finding(
    "permission_not_needed",
    subject,
    kind === "application"
      ? `"${subject.name}" has the application permission ${granted}.`
      : `"${subject.name}" has the delegated permission ${granted}.`,
    { text: REMOVE },
  );
}
