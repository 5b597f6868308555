import type { MailboxFacts, RoomFacts, ScanFacts } from "../../core/configuration-scan/facts.ts";
import {
  exchangeCommands,
  type ExchangeCommand,
} from "../../core/guided-set-up/exchange-commands.ts";
import { type GuidedStep, judgeSteps } from "../../core/guided-set-up/judge-steps.ts";
import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import { type NeededPermission, permissionsOf } from "../../core/integration-rules/permissions.ts";
import { done, type Outcome } from "../outcome.ts";
import type { People } from "../people/people.ts";
import { systemCredential } from "../people/system-credential.ts";
import type { Places } from "../places/ports.ts";
import { instantOf, type LookedAtProvider, lookAtProviders } from "../scan/look-at-providers.ts";
import type { ScannedRoom } from "../scan/ports.ts";
import { roomFacts } from "../scan/room-facts.ts";
import type { ScanDependencies } from "../scan/scan-dependencies.ts";
import { providerNotFound } from "../settings/calendar-providers.ts";
import type { CalendarProviderRecord } from "../settings/ports.ts";
import type { Properties } from "../settings/properties.ts";
import { INTEGRATION_MODE } from "../settings/property-definitions.ts";

/** So many rooms are offered to begin with; any other can be named by its address. */
const ROOMS_OFFERED_MAX = 200;

export interface GuidedSetUpDependencies {
  readonly scan: ScanDependencies;
  readonly properties: Pick<Properties, "list">;
  readonly places: Pick<Places, "spaces">;
  readonly people: Pick<People, "find">;
  /** The application that people sign in with; null where none is set up. */
  readonly signIn: { readonly tenant: string; readonly clientId: string } | null;
}

export interface GuidedSetUp {
  readonly mode: IntegrationMode;
  readonly publicUrl: string;
  readonly signIn: GuidedSetUpDependencies["signIn"];
  readonly permissions: readonly NeededPermission[];
  /** All that there are, with how many rooms of each are synced. */
  readonly providers: readonly {
    readonly id: string;
    readonly name: string;
    readonly active: boolean;
    readonly syncedRooms: number;
  }[];
  /** The one that is set up; null before the first, and where another is begun. */
  readonly provider: CalendarProviderRecord | null;
  /** Empty until there are a provider and a room to name in them. */
  readonly commands: readonly ExchangeCommand[];
  /** Rooms to begin with: those here, then those in Exchange. */
  readonly rooms: readonly { readonly address: string; readonly name: string }[];
  /** The one that is looked at; its space where it is one. */
  readonly room: {
    readonly address: string;
    readonly configurationId: string | null;
    readonly spaceName: string | null;
    readonly isActive: boolean;
  } | null;
  readonly steps: readonly GuidedStep[];
}

/** What is looked at: without a choice what is there already. */
export interface GuidedSetUpChoice {
  /** A provider, or `new` for one that is still to be entered. */
  readonly providerId: string | undefined;
  /** The room to try. */
  readonly mailbox: string | undefined;
}

/**
 * How far a calendar provider is from nothing to its first synced room. Everything is tried for real
 * and nothing is written. Refuses `provider_not_found`.
 */
export async function readGuidedSetUp(
  deps: GuidedSetUpDependencies,
  asked: GuidedSetUpChoice & { readonly personId: string | null; readonly requestId: string },
): Promise<Outcome<GuidedSetUp>> {
  const { scan } = deps;
  const mode = await scan.integrationMode();
  const providers = await scan.providers.list();
  const chosen = chosenOf(providers, asked.providerId);
  if (!chosen.ok) return chosen;
  const provider = chosen.value;
  const looked = provider ? await lookAtOne(scan, provider, mode, asked.requestId) : null;
  const allRooms = await scan.source.rooms();
  const known = allRooms.filter(({ providerId }) => providerId === provider?.id);
  const rooms = offeredRooms(known, looked?.directory ?? null);
  const mailbox = asked.mailbox ?? rooms[0]?.address ?? null;
  const room = known.find((each) => isSame(each.roomMailbox, mailbox)) ?? null;
  const canTry = provider !== null && mailbox !== null && looked?.facts.token?.ok === true;
  const answer = canTry
    ? await tryMailbox(scan, mode, { ...asked, providerId: provider.id, mailbox })
    : null;
  const facts = await scanFacts(scan, mode, looked, room, answer);
  const person = asked.personId === null ? null : await deps.people.find(asked.personId);
  const application = looked?.facts.application ?? null;
  const properties = await deps.properties.list();
  return done({
    mode,
    publicUrl: facts.instance.publicUrl,
    signIn: deps.signIn,
    permissions: permissionsOf(mode),
    providers: providers.map(({ id, name, active }) => ({
      id,
      name,
      active,
      syncedRooms: allRooms.filter((each) => each.providerId === id && each.active).length,
    })),
    provider,
    commands:
      provider === null || mailbox === null
        ? []
        : exchangeCommands({
            mode,
            clientId: provider.clientId,
            objectId: application?.ok ? application.objectId : null,
            delegatedUserEmail: provider.delegatedUserEmail,
            personEmail: person?.email ?? "<person>",
            roomMailbox: mailbox,
          }),
    rooms,
    room: mailbox === null ? null : describeRoom(mailbox, room),
    steps: judgeSteps({
      scan: facts,
      // Who went on to a provider has taken the mode as it was.
      isModeChosen: providers.length > 0 || isStored(properties),
      tried: mailbox === null ? null : { mailbox, answer },
      // Beside other providers only its own rooms tell how far this one is.
      hasSpaces: providers.some(({ id }) => id !== provider?.id)
        ? known.length > 0
        : (await deps.places.spaces({ after: null, limit: 1 })).length > 0,
      configuration: room && { isActive: room.active },
    }),
  });
}

function isStored(properties: Awaited<ReturnType<Properties["list"]>>): boolean {
  return properties.some(({ name, updatedAt }) => name === INTEGRATION_MODE && updatedAt !== null);
}

function chosenOf(
  providers: readonly CalendarProviderRecord[],
  providerId: string | undefined,
): Outcome<CalendarProviderRecord | null> {
  if (providerId === "new") return done(null);
  if (providerId === undefined) {
    return done(providers.find(({ active }) => active) ?? providers[0] ?? null);
  }
  const chosen = providers.find(({ id }) => id === providerId);
  return chosen === undefined ? providerNotFound() : done(chosen);
}

async function lookAtOne(
  scan: ScanDependencies,
  provider: CalendarProviderRecord,
  mode: IntegrationMode,
  requestId: string,
): Promise<LookedAtProvider | null> {
  const [looked] = await lookAtProviders(scan, [provider], mode, requestId);
  return looked ?? null;
}

function offeredRooms(
  known: readonly ScannedRoom[],
  directory: LookedAtProvider["directory"],
): GuidedSetUp["rooms"] {
  const here = known
    .toSorted((left, right) => Number(right.active) - Number(left.active))
    .map(({ roomMailbox, spaceName }) => ({ address: roomMailbox, name: spaceName }));
  const there = [...(directory?.values() ?? [])]
    .filter(({ address }) => !here.some((each) => isSame(each.address, address)))
    .map(({ address, name }) => ({ address, name }));
  return [...here, ...there].slice(0, ROOMS_OFFERED_MAX);
}

async function tryMailbox(
  scan: ScanDependencies,
  mode: IntegrationMode,
  room: { readonly providerId: string; readonly mailbox: string; readonly requestId: string },
): Promise<MailboxFacts> {
  const { providerId, mailbox, requestId } = room;
  const credential = systemCredential(mode, providerId);
  const looked = await scan.roomMailboxes.look({ credential, mailbox, requestId });
  return looked.ok
    ? { ok: true, ...looked.value }
    : { ok: false, kind: looked.failure.kind, message: looked.failure.message };
}

/** What the scan's own rules judge of one provider and one room. */
async function scanFacts(
  scan: ScanDependencies,
  mode: IntegrationMode,
  looked: LookedAtProvider | null,
  room: ScannedRoom | null,
  mailbox: MailboxFacts | null,
): Promise<ScanFacts> {
  const handedIn = await scan.scans.handedIn();
  return {
    now: instantOf(scan.now()),
    mode,
    instance: scan.instance(),
    providers: looked ? [looked.facts] : [],
    rooms: room ? [await candidate(scan, room, mailbox, looked?.directory ?? null)] : [],
    addresses: [],
    handedIn: handedIn && { at: instantOf(handedIn.at), rooms: handedIn.rooms },
    troubles: [],
    gaps: [],
  };
}

/** The room as if it were synced, so that what would go wrong is known before. */
async function candidate(
  scan: ScanDependencies,
  room: ScannedRoom,
  mailbox: MailboxFacts | null,
  directory: LookedAtProvider["directory"],
): Promise<RoomFacts> {
  const sources = room.active ? await scan.changeSources?.list() : undefined;
  const source = sources?.find((each) => each.configurationId === room.configurationId) ?? null;
  return { ...roomFacts(room, { mailbox, directory, source }), active: true };
}

function describeRoom(address: string, room: ScannedRoom | null): GuidedSetUp["room"] {
  return {
    address,
    configurationId: room?.configurationId ?? null,
    spaceName: room?.spaceName ?? null,
    isActive: room?.active ?? false,
  };
}

function isSame(address: string, other: string | null): boolean {
  return address.toLowerCase() === other?.toLowerCase();
}
