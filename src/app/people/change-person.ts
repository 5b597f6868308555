import { type Outcome, done, refused } from "../outcome.ts";
import type { Actor, Role } from "./actor.ts";
import type { TokenKeeper, TokenRecords } from "./calendar-tokens.ts";
import { disconnectOwnCalendar } from "./own-calendar.ts";
import type { People, Person } from "./people.ts";
import type { RecordAudit } from "../audit-note.ts";
import type { SessionRecords } from "./session-records.ts";

export interface ChangePersonDependencies {
  readonly people: People;
  readonly sessions: SessionRecords;
  readonly tokens: TokenKeeper;
  readonly tokenRecords: Pick<TokenRecords, "listProvidersOf">;
  readonly recordAudit: RecordAudit;
}

export interface PersonChange {
  readonly roles?: readonly Role[] | undefined;
  readonly active?: boolean | undefined;
}

/**
 * Changes roles or activity. Whoever is deactivated is signed out everywhere and their calendar
 * tokens are forgotten: nothing may act for somebody who does not work here any more.
 */
export async function changePerson(
  dependencies: ChangePersonDependencies,
  actor: Actor,
  personId: string,
  change: PersonChange,
): Promise<Outcome<Person>> {
  const isOneself = actor.kind === "person" && actor.personId === personId;
  const losesOwnHold =
    change.active === false || (change.roles !== undefined && !change.roles.includes("admin"));
  if (isOneself && losesOwnHold) {
    return refused(
      "own_admin_role",
      "Nobody can take the role admin from themselves or deactivate themselves.",
      "Ask another administrator, so that one is always left.",
    );
  }
  // Everybody who works here has the role user.
  const roles = change.roles && [...new Set<Role>(["user", ...change.roles])];
  const person = await dependencies.people.change(personId, { roles, active: change.active });
  if (!person) return refused("person_not_found", "There is no person with this id.");
  await dependencies.recordAudit({
    actor,
    action: "person_changed",
    subjectKind: "person",
    subjectId: personId,
    details: {
      ...(roles && { roles }),
      ...(change.active !== undefined && { active: change.active }),
    },
  });
  if (!person.active) await endEverythingOf(dependencies, actor, personId);
  return done(person);
}

async function endEverythingOf(
  { sessions, tokens, tokenRecords, recordAudit }: ChangePersonDependencies,
  actor: Actor,
  personId: string,
): Promise<void> {
  await sessions.removeOfPerson(personId);
  // Of inactive providers too: one that is activated again must not bring a token back.
  for (const providerId of await tokenRecords.listProvidersOf(personId)) {
    await disconnectOwnCalendar({ tokens, recordAudit }, actor, personId, providerId);
  }
}
