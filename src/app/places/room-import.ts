import type { SpaceHere } from "../../core/places/room-import-plan.ts";
import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import type { RoomMailboxes } from "../scan/ports.ts";
import type { CalendarProviders, SyncConfigurations } from "../settings/ports.ts";
import type { CalendarFailure } from "../sync/calendar.ts";
import { type Outcome, done, refused } from "../outcome.ts";
import { listDirectoryRooms } from "./list-directory-rooms.ts";
import type { PlaceDependencies } from "./place-dependencies.ts";
import type { DirectoryRoom, PlaceDirectory } from "./place-directory.ts";

/** Port, filled by `src/store/known-spaces-store.ts`: what rooms are compared with. */
export interface KnownSpaces {
  /** Every room and whatever else has an address, also inactive ones. */
  list(): Promise<readonly SpaceHere[]>;
}

/** What looking at the rooms in Exchange and importing them stand on. */
export interface RoomImportDependencies extends Pick<PlaceDependencies, "places" | "forgetPlaces"> {
  readonly knownSpaces: KnownSpaces;
  readonly providers: CalendarProviders;
  readonly configurations: SyncConfigurations;
  readonly placeDirectory: PlaceDirectory;
  readonly roomMailboxes: RoomMailboxes;
  readonly integrationMode: () => Promise<IntegrationMode>;
}

export interface ProviderRooms {
  readonly mode: IntegrationMode;
  readonly rooms: readonly DirectoryRoom[];
}

/** A provider's rooms. Refuses `provider_not_found`, `place_permission_missing` and `rooms_unavailable`. */
export async function readProviderRooms(
  deps: Pick<RoomImportDependencies, "providers" | "placeDirectory" | "integrationMode">,
  providerId: string,
  requestId: string,
): Promise<Outcome<ProviderRooms>> {
  const provider = await deps.providers.find(providerId);
  if (provider === null) {
    return refused(
      "provider_not_found",
      "There is no such calendar provider.",
      "Look it up again in the list of providers.",
    );
  }
  const mode = await deps.integrationMode();
  const listed = await listDirectoryRooms(deps.placeDirectory, { providerId, mode, requestId });
  if (listed.ok) return done({ mode, rooms: listed.value });
  return refuseListing(provider, listed.failure);
}

function refuseListing(
  { id, name }: { readonly id: string; readonly name: string },
  failure: CalendarFailure,
) {
  if (failure.kind === "access_denied") {
    return refused(
      "place_permission_missing",
      `"${name}" may not list the rooms of its tenant. ${failure.message}`,
      "Add the application permission Place.Read.All in Entra ID; then have an administrator of " +
        `the tenant consent at /connect/admin-consent/${id}.`,
    );
  }
  return refused(
    "rooms_unavailable",
    `The rooms of "${name}" could not be read. ${failure.message}`,
    "Check the calendar provider, then try again.",
  );
}
