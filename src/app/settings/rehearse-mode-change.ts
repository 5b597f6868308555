import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import { counted } from "../../core/counted.ts";
import { explainRefusals } from "../../core/integration-rules/remedies.ts";
import type { SyncEventState } from "../../core/sync/outbound-plan.ts";
import type { ConnectionState } from "../people/calendar-tokens.ts";
import type { Actor } from "../people/actor.ts";
import type { PersonSummary } from "../people/people.ts";
import { judgeIntegration } from "../reservations/integration-verdict.ts";
import type { CountedGroup, ExampleReservation } from "./mode-change-facts.ts";
import { findBlockers, type ModeChangeNote } from "./mode-change-blockers.ts";
import { findRoomsWithoutDelegate, type RoomsWithoutDelegate } from "./rooms-without-delegate.ts";
import type { SettingsDependencies } from "./settings-dependencies.ts";

export interface Rehearsal {
  readonly from: IntegrationMode;
  readonly to: IntegrationMode;
  readonly readOnly: {
    readonly count: number;
    readonly byCode: Readonly<Record<string, number>>;
    readonly examples: readonly (ExampleReservation & {
      readonly code: string;
      readonly remedy: string;
    })[];
  };
  readonly peopleWithoutToken: {
    readonly count: number;
    readonly examples: readonly PersonSummary[];
  };
  readonly roomsWithoutDelegate: RoomsWithoutDelegate;
  /** Who would hold meetings for each active provider; empty for normal mode. */
  readonly delegatedUsers: readonly {
    readonly providerId: string;
    readonly providerName: string;
    readonly email: string | null;
    readonly state: ConnectionState["state"];
  }[];
  readonly inFlight: Readonly<Partial<Record<SyncEventState, number>>>;
  readonly blockers: readonly ModeChangeNote[];
  readonly warnings: readonly ModeChangeNote[];
}

const EXAMPLES_MAX = 10;

/** Says what a change of the integration mode would do. It writes nothing. */
export async function rehearseModeChange(
  deps: SettingsDependencies,
  to: IntegrationMode,
  requestId: string,
): Promise<Rehearsal> {
  const now = deps.now();
  const from = await deps.integrationMode();
  const groups = await deps.modeChangeFacts.groups(now);
  const readOnly = await findReadOnly(deps, now, groups, from, to);
  const peopleWithoutToken =
    to === "personal"
      ? await deps.modeChangeFacts.peopleWithoutToken(now, EXAMPLES_MAX)
      : { count: 0, examples: [] };
  const blockers = await findBlockers(deps, to);
  const roomsWithoutDelegate = await findRoomsWithoutDelegate(deps, to, requestId);
  return {
    from,
    to,
    readOnly,
    peopleWithoutToken,
    roomsWithoutDelegate,
    delegatedUsers: to === "normal" ? [] : await findDelegatedUsers(deps),
    inFlight: await deps.modeChangeFacts.inFlight(),
    blockers,
    warnings: findWarnings(groups, to, readOnly.count, peopleWithoutToken.count),
  };
}

/** Shown here whatever the mode is now, so that a delegated user can be prepared before a change. */
async function findDelegatedUsers(
  deps: Pick<SettingsDependencies, "providers" | "tokenRecords">,
): Promise<Rehearsal["delegatedUsers"]> {
  const providers = await deps.providers.list();
  return await Promise.all(
    providers
      .filter(({ active }) => active)
      .map(async ({ id, name, delegatedUserEmail }) => {
        const record = await deps.tokenRecords.read({ kind: "delegated_user", providerId: id });
        return {
          providerId: id,
          providerName: name,
          email: delegatedUserEmail,
          state: record?.state ?? ("not_connected" as const),
        };
      }),
  );
}

/**
 * Reservations that the person they are for could change before and could not after, with a token
 * where one is needed: what only lacks a token is told apart from what nothing can mend. The rules
 * tell reservations apart by kind, mailbox, whose that is, and origin alone, so they are asked once a
 * group.
 */
async function findReadOnly(
  deps: SettingsDependencies,
  now: Date,
  groups: readonly CountedGroup[],
  from: IntegrationMode,
  to: IntegrationMode,
): Promise<Rehearsal["readOnly"]> {
  const byCode: Record<string, number> = {};
  const examples: (ExampleReservation & { code: string; remedy: string })[] = [];
  let count = 0;
  for (const group of groups) {
    const after = await updateByOwner(to, group);
    if (after.allowed || !(await updateByOwner(from, group)).allowed) continue;
    count += group.count;
    for (const code of after.codes) byCode[code] = (byCode[code] ?? 0) + group.count;
    const missing = EXAMPLES_MAX - examples.length;
    const found = missing > 0 ? await deps.modeChangeFacts.examples(now, group, missing) : [];
    const code = after.codes[0] ?? "";
    examples.push(...found.map((each) => ({ ...each, code, remedy: after.remedy ?? "" })));
  }
  return { count, byCode, examples };
}

/** Whoever it is for, with a token where one is needed; a rehearsal need not know who that is. */
const OWNER: Extract<Actor, { kind: "person" }> = {
  kind: "person",
  personId: "whom it is for",
  roles: ["user"],
  channel: "portal",
};

function updateByOwner(mode: IntegrationMode, group: CountedGroup) {
  const { kind, isInAnothersCalendar, syncMailbox, origin } = group;
  return judgeIntegration(
    { mode, blockerUserSet: false, hasUsableToken: () => Promise.resolve(true) },
    OWNER,
    { kind, requestedForId: OWNER.personId, isInAnothersCalendar, providerId: "the space's" },
    { action: "update", syncMailbox, origin, change: "calendar" },
  );
}

function findWarnings(
  groups: readonly CountedGroup[],
  to: IntegrationMode,
  readOnlyCount: number,
  lackingCount: number,
): ModeChangeNote[] {
  const warnings: ModeChangeNote[] = [];
  if (readOnlyCount > 0) {
    warnings.push({
      code: "reservations_become_read_only",
      message: `${counted(readOnlyCount, "reservation", "reservations")} can then not be changed or cancelled here.`,
      remedy:
        "Have them changed or cancelled before: afterwards their meetings can be changed in " +
        "Outlook alone, and the reservations here do not follow.",
    });
  }
  const onBehalfCount = groups
    .filter(({ syncMailbox, origin }) => syncMailbox === "user" && origin === "usher")
    .reduce((sum, group) => sum + group.onBehalfCount, 0);
  if (to === "personal" && onBehalfCount > 0) {
    warnings.push({
      code: "on_behalf_reservations",
      message:
        `${counted(onBehalfCount, "reservation was", "reservations were")} made by one person for another. ` +
        explainRefusals(["not_requested_for"]),
      remedy: "Tell those who plan for others.",
    });
  }
  if (to === "personal" && lackingCount > 0) {
    warnings.push({
      code: "people_without_token",
      message: `${counted(lackingCount, "person", "people")} with reservations ahead must connect their calendar first.`,
      remedy: "They are asked to connect when they next make, change or cancel a reservation.",
    });
  }
  return warnings;
}
