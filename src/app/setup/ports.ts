import type { Role } from "../people/actor.ts";
import type { ServiceSettings } from "../places/module-services.ts";
import type { NewBuilding, NewModule, SpaceKind } from "../places/ports.ts";

/** What a set-up file asks for, checked, in the order in which it is made. */
export interface SetUpPlan {
  readonly buildings: readonly NewBuilding[];
  readonly modules: readonly PlannedModule[];
  readonly spaces: readonly PlannedSpace[];
  readonly people: readonly PlannedPerson[];
  readonly providers: readonly PlannedProvider[];
  readonly syncConfigurations: readonly PlannedSyncConfiguration[];
  readonly properties: readonly { readonly name: string; readonly value: string }[];
}

export interface PlannedModule extends NewModule {
  /** Their addresses. */
  readonly approvers: readonly string[];
  readonly services: readonly ServiceSettings[];
}

export interface PlannedSpace {
  readonly name: string;
  readonly building: string;
  readonly module: string;
  readonly kind: SpaceKind;
  readonly floor: string;
  readonly capacity: number;
  readonly equipment: readonly string[];
  readonly email: string | null;
  readonly requiresCheckIn: boolean;
  readonly requiresApproval: boolean;
}

export interface PlannedPerson {
  readonly email: string;
  readonly displayName: string;
  readonly timeZone: string;
  readonly roles: readonly Role[];
  readonly account: { readonly tenantId: string; readonly objectId: string } | null;
}

export interface PlannedProvider {
  readonly name: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly delegatedUserEmail: string | null;
  readonly active: boolean;
  /** Called only where the provider is made, with the id it is given. */
  readonly sealSecrets: (id: string) => SealedSecrets;
}

export interface SealedSecrets {
  readonly clientSecret: Uint8Array | null;
  readonly clientCertificate: Uint8Array | null;
}

export interface PlannedSyncConfiguration {
  readonly building: string;
  readonly space: string;
  readonly provider: string;
  readonly roomMailbox: string;
  readonly active: boolean;
  readonly dryRun: boolean;
}

export type SetUpKind =
  | "building"
  | "module"
  | "space"
  | "person"
  | "calendar_provider"
  | "sync_configuration"
  | "property";

/** How many entries of each kind were made now. */
export type SetUpReport = Readonly<Record<SetUpKind, number>>;

/** An entry that cannot be applied; nothing of the file is. The message is for people. */
export class SetUpFault extends Error {
  override readonly name = "SetUpFault";
}

/** Port, filled by `src/store/set-up-store.ts`. */
export interface SetUpWriter {
  /**
   * Applies every entry that was never applied before, all or nothing: what is there already by
   * its name is taken as it is, the rest is made. Throws a {@link SetUpFault}.
   */
  apply(plan: SetUpPlan): Promise<SetUpReport>;
}
