import type { Temporal } from "temporal-polyfill";
import { counted } from "../counted.ts";
import type { IntegrationMode } from "../integration-rules/question.ts";
import type { ProviderFacts, ScanFacts, TokenFacts, TokenRefusal } from "./facts.ts";
import { type Finding, finding, type FindingSubject } from "./finding.ts";
import { judgePermissions } from "./permission-rules.ts";

const CERTIFICATE_WARNING_DAYS = 30;

/** Whether each active provider's credentials can act in this mode. */
export function judgeProviders({ providers, mode, now }: ScanFacts): Finding[] {
  return providers
    .filter(({ active }) => active)
    .flatMap((provider) => [
      ...judgeCredential(provider, now),
      ...judgeDelegatedUser(provider, mode),
      ...judgeToken(provider, mode),
      ...judgePlaces(provider),
      ...judgePermissions(provider, mode),
    ]);
}

function judgeCredential(provider: ProviderFacts, now: Temporal.Instant): Finding[] {
  const subject = subjectOf(provider);
  if (!provider.hasSecret && !provider.hasCertificate) {
    return [
      finding(
        "credential_missing",
        subject,
        `"${provider.name}" has neither a client secret nor a certificate.`,
        {
          text:
            "Make a secret or upload a certificate in Entra admin center, App registrations, " +
            "Certificates & secrets, and enter it here.",
          place: "calendar_provider",
        },
      ),
    ];
  }
  const expiresAt = provider.certificateExpiresAt;
  if (!provider.hasCertificate || expiresAt === null) return [];
  const daysLeft = Math.floor(expiresAt.since(now).total("days"));
  // What has expired is told by the token that is not given.
  if (daysLeft < 0 || daysLeft > CERTIFICATE_WARNING_DAYS) return [];
  const left = counted(daysLeft, "day", "days");
  return [
    finding(
      "certificate_expires_soon",
      subject,
      `The certificate of "${provider.name}" expires in ${left}, on ${dayOf(expiresAt)}.`,
      {
        text: "Upload a new certificate in Entra ID and enter it here before that day.",
        place: "calendar_provider",
      },
    ),
  ];
}

function judgeDelegatedUser(provider: ProviderFacts, mode: IntegrationMode): Finding[] {
  const { delegatedUserEmail } = provider;
  if (mode === "normal" && delegatedUserEmail !== null) {
    return [
      finding(
        "delegated_user_not_expected",
        subjectOf(provider),
        `"${provider.name}" names ${delegatedUserEmail}, who does nothing in normal mode.`,
        { text: "Leave it where you mean to change the mode; else empty the field." },
      ),
    ];
  }
  if (mode !== "normal" && delegatedUserEmail === null) {
    return [
      finding(
        "delegated_user_missing",
        subjectOf(provider),
        `"${provider.name}" names no delegated user, which ${mode} mode needs.`,
        {
          text: "Enter the address of the account that holds the meetings, and connect it.",
          place: "calendar_provider",
        },
      ),
    ];
  }
  return [];
}

function judgeToken(provider: ProviderFacts, mode: IntegrationMode): Finding[] {
  const { token, application } = provider;
  // What is not there was told already.
  const isTold = !provider.hasSecret && !provider.hasCertificate;
  if (isTold) return [];
  // In the other modes the delegated user acts, but it is the application that asks in its name.
  const refusedApplication = mode === "normal" || application?.ok !== false ? null : application;
  const refusals = [refusedApplication, token?.ok === false ? token : null]
    .filter((refusal) => refusal !== null)
    .map((refusal) => judgeRefusal(provider, refusal));
  const first = new Map(refusals.map((each) => [each.code, each]));
  const account = mode !== "normal" && token?.ok === true ? judgeAccount(provider, token) : [];
  return [...first.values(), ...account];
}

function judgeRefusal(
  provider: ProviderFacts,
  { code, reasonCode, missingScopes, message }: TokenRefusal,
): Finding {
  const subject = subjectOf(provider);
  if (reasonCode === "admin_consent_needed") {
    return finding("admin_consent_missing", subject, message, {
      text: "Have an administrator of the tenant consent for everybody.",
      place: "admin_consent",
    });
  }
  switch (code) {
    case "credential_rejected":
      return judgeRejection(subject, message);
    case "identity_provider_unavailable":
      return finding("sign_in_service_unavailable", subject, message, {
        text:
          "Check that this server reaches login.microsoftonline.com through the firewall, " +
          "then scan again.",
      });
    case "token_missing":
      return finding("delegated_user_not_connected", subject, message, {
        text: `Connect ${provider.delegatedUserEmail ?? "the delegated user"}, signing in as that account.`,
        place: "delegated_user",
      });
    case "token_unusable":
      return missingScopes.length > 0
        ? finding(
            "delegated_user_permission_missing",
            subject,
            `The delegated user's token lacks ${missingScopes.join(" and ")}.`,
            {
              text: "Add the permission to the application, have an administrator consent, and connect the delegated user again.",
              place: "admin_consent",
            },
          )
        : finding("delegated_user_token_unusable", subject, message, {
            text: `Connect ${provider.delegatedUserEmail ?? "the delegated user"} again.`,
            place: "delegated_user",
          });
  }
}

/** Microsoft's number tells what has expired from what is wrong (facts 6.7). */
function judgeRejection(subject: FindingSubject, message: string): Finding {
  const hasExpired = /AADSTS7000222\b|certificate expired/i.test(message);
  return hasExpired
    ? finding("credential_expired", subject, message, {
        text: "Make a new secret or certificate in Entra ID and enter it here.",
        place: "calendar_provider",
      })
    : finding("credential_rejected", subject, message, {
        text: "Correct the tenant, the client id, or the secret (its value, not its id).",
        place: "calendar_provider",
      });
}

/** The account itself or its mailbox has the delegated user's address; both may differ in name. */
function judgeAccount(
  provider: ProviderFacts,
  { accountName, mailboxAddress }: Extract<TokenFacts, { readonly ok: true }>,
): Finding[] {
  const wanted = provider.delegatedUserEmail?.toLowerCase();
  const known = [accountName, mailboxAddress].filter((name) => name !== null);
  if (wanted === undefined || known.length === 0) return [];
  if (known.some((name) => name.toLowerCase() === wanted)) return [];
  return [
    finding(
      "delegated_user_other_account",
      subjectOf(provider),
      `${known[0]} is connected, but the delegated user of "${provider.name}" is ${provider.delegatedUserEmail}.`,
      {
        text: `Connect again and choose ${provider.delegatedUserEmail}; the browser offers the account it is signed in with.`,
        place: "delegated_user",
      },
    ),
  ];
}

function judgePlaces(provider: ProviderFacts): Finding[] {
  if (provider.places !== "permission_missing") return [];
  return [
    finding(
      "place_permission_missing",
      subjectOf(provider),
      `"${provider.name}" may not list the rooms of its tenant.`,
      {
        text: "Add the application permission Place.Read.All in Entra ID and have an administrator consent.",
        place: "admin_consent",
      },
    ),
  ];
}

export function subjectOf({ id, name }: ProviderFacts): FindingSubject {
  return { kind: "provider", id, name };
}

function dayOf(instant: Temporal.Instant): string {
  return instant.toString().slice(0, 10);
}
