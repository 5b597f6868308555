import { type Outcome, done, refused } from "../outcome.ts";
import type { Actor } from "./actor.ts";
import type { AuthorizedAccount } from "./authorization-flows.ts";
import type { CalendarConnected } from "./calendar-connected.ts";
import type { TokenKeeper } from "./calendar-tokens.ts";
import { refuseIncompleteGrant } from "./own-calendar.ts";
import type { ProviderApp } from "./provider-apps.ts";
import type { RecordAudit } from "../audit-note.ts";

/** Port: the mailbox address of whoever a token belongs to; null when it cannot be learnt. */
export type ReadMailboxAddress = (accessToken: string) => Promise<string | null>;

export interface DelegatedUserDependencies {
  readonly tokens: TokenKeeper;
  readonly readMailboxAddress: ReadMailboxAddress;
  readonly calendarConnected: CalendarConnected;
  readonly recordAudit: RecordAudit;
}

/**
 * Keeps the delegated user's grant. It must be that very account: a browser signed in as somebody
 * else would otherwise lend the system that person's calendar without anybody noticing.
 */
export async function connectDelegatedUser(
  dependencies: DelegatedUserDependencies,
  actor: Actor,
  provider: ProviderApp,
  account: AuthorizedAccount,
): Promise<Outcome<null>> {
  const wanted = provider.delegatedUserEmail;
  if (wanted === null) return delegatedUserNotSet(provider);
  const refusal = refuseIncompleteGrant("delegated_user", account);
  if (refusal) return refusal;
  if (!(await isAccountOf(wanted, account, dependencies.readMailboxAddress))) {
    return refused(
      "other_account",
      `The browser signed in to Microsoft as ${account.userName}, but the delegated user of ` +
        `"${provider.name}" is ${wanted}.`,
      `Connect again and choose ${wanted}.`,
    );
  }
  await dependencies.tokens.keep({ kind: "delegated_user", providerId: provider.id }, account);
  await dependencies.recordAudit({
    actor,
    action: "delegated_user_connected",
    subjectKind: "calendar_provider",
    subjectId: provider.id,
    details: { account: account.userName, scopes: account.scopes },
  });
  await dependencies.calendarConnected.onDelegatedUserConnected(provider.id);
  return done(null);
}

export function delegatedUserNotSet(provider: ProviderApp): Outcome<never> {
  return refused(
    "delegated_user_not_set",
    `The calendar provider "${provider.name}" names no delegated user.`,
    "Enter the delegated user's address first.",
  );
}

/** By user name, or where that differs from the address, by the mailbox the token opens. */
async function isAccountOf(
  wanted: string,
  account: AuthorizedAccount,
  readMailboxAddress: ReadMailboxAddress,
): Promise<boolean> {
  const isSame = (address: string | null) => address?.toLowerCase() === wanted.toLowerCase();
  return isSame(account.userName) || isSame(await readMailboxAddress(account.tokens.accessToken));
}
