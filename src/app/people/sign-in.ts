import { type Outcome, done, refused } from "../outcome.ts";
import type { PersonActor } from "./actor.ts";
import type { AuthorizedAccount } from "./authorization-flows.ts";
import type { People, Person } from "./people.ts";
import type { RecordAudit } from "../audit-note.ts";

export interface SignInDependencies {
  readonly people: People;
  readonly recordAudit: RecordAudit;
  /** Addresses, in lower case, that are given the role admin when they sign in. */
  readonly admins: readonly string[];
}

/**
 * Finds or makes the person of the account that signed in. The account is known by tid and oid
 * alone; an imported person without them is tied to it by the user name, once, which is safe
 * because only accounts of the one configured tenant come this far.
 */
export async function signIn(
  dependencies: SignInDependencies,
  account: AuthorizedAccount,
): Promise<Outcome<Person>> {
  const { people } = dependencies;
  const known =
    (await people.findByAccount(account.tenantId, account.objectId)) ??
    (await tieToImported(people, account)) ??
    (await people.create({ ...account, email: account.userName })) ??
    // Another process may have made the same person a moment ago.
    (await people.findByAccount(account.tenantId, account.objectId));
  if (!known) {
    return refused(
      "account_conflict",
      `Another account is known here under the address ${account.userName}.`,
      "Ask an administrator: the earlier account may have been deleted and made anew.",
    );
  }
  if (!known.active) {
    return refused(
      "account_inactive",
      "Your account is not active here.",
      "Ask an administrator to activate it.",
    );
  }
  return done(await giveConfiguredRole(dependencies, known, account));
}

async function tieToImported(people: People, account: AuthorizedAccount): Promise<Person | null> {
  const imported = await people.findByEmail(account.userName);
  if (!imported || imported.objectId !== null) return null;
  // Imported for another tenant: not this account, whatever its address says.
  if (imported.tenantId !== null && imported.tenantId !== account.tenantId) return null;
  return people.linkAccount(imported.id, account.tenantId, account.objectId);
}

async function giveConfiguredRole(
  { people, recordAudit, admins }: SignInDependencies,
  person: Person,
  account: AuthorizedAccount,
): Promise<Person> {
  const addresses = [person.email.toLowerCase(), account.userName.toLowerCase()];
  const isAdmin = addresses.some((address) => admins.includes(address));
  if (!isAdmin || person.roles.includes("admin")) return person;
  const changed = await people.change(person.id, { roles: [...person.roles, "admin"] });
  const actor: PersonActor = {
    kind: "person",
    personId: person.id,
    roles: person.roles,
    channel: "portal",
  };
  await recordAudit({
    actor,
    action: "admin_role_given_by_configuration",
    subjectKind: "person",
    subjectId: person.id,
    details: {},
  });
  return changed ?? person;
}
