import type { ApprovalPolicy } from "../../core/reservations/approval.ts";
import type { CheckInPolicy } from "../../core/reservations/check-in.ts";
import type { ModuleLimits } from "../../core/reservations/module-limits.ts";
import type { BookableSpace } from "../reservations/booking-facts.ts";
import type { AuditNote } from "../audit-note.ts";

export interface Building {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** IANA. */
  readonly timeZone: string;
  /** Of one that is out of use no space can be reserved. */
  readonly active: boolean;
}

export type SpaceKind = "room" | "desk" | "other";

export interface Space {
  readonly id: string;
  readonly name: string;
  readonly kind: SpaceKind;
  readonly buildingId: string;
  readonly buildingName: string;
  /** The building's IANA zone. */
  readonly timeZone: string;
  readonly floor: string;
  readonly capacity: number;
  readonly equipment: readonly string[];
  /** The room mailbox, where the space has one. */
  readonly email: string | null;
  /** It is not itself out of use. */
  readonly active: boolean;
  /** Neither it nor its building is out of use. */
  readonly isReservable: boolean;
  /** Whether it is checked in to, where its module leaves that to its spaces. */
  readonly requiresCheckIn: boolean;
  /** Whether somebody has to approve its reservations, where its module leaves that to its spaces. */
  readonly requiresApproval: boolean;
  /** What that comes to, by its module. */
  readonly needsApproval: boolean;
  readonly module: {
    readonly id: string;
    readonly name: string;
    readonly onBehalfShown: boolean;
    readonly recurringEnabled: boolean;
    readonly multiSpaceEnabled: boolean;
    readonly groupEnabled: boolean;
  };
  /** Its reservable sync configuration is active. */
  readonly synced: boolean;
  /** Of the synced space; else null. */
  readonly calendarProviderId: string | null;
}

export interface NewBuilding {
  readonly name: string;
  readonly address: string;
  readonly timeZone: string;
}

export type BuildingChange = Partial<NewBuilding & { readonly active: boolean }>;

export interface NewSpace {
  readonly name: string;
  readonly buildingId: string;
  readonly moduleId: string;
  readonly kind: SpaceKind;
  readonly floor: string;
  readonly capacity: number;
  readonly equipment: readonly string[];
  readonly email: string | null;
  readonly requiresCheckIn: boolean;
  readonly requiresApproval: boolean;
}

export type SpaceChange = Partial<NewSpace & { readonly active: boolean }>;

export interface NewModule {
  readonly name: string;
  readonly limits: Pick<
    ModuleLimits,
    | "durationMinutesMin"
    | "durationMinutesMax"
    | "daysAheadMax"
    | "recurringEnabled"
    | "multiSpaceEnabled"
    | "groupEnabled"
    | "onBehalfShown"
    | "subjectRequired"
  >;
  readonly showAs: "busy" | "free";
  readonly checkIn: ModuleCheckIn;
  readonly approvalPolicy: ApprovalPolicy;
  /** So long before the start people are reminded; 0: they are not. */
  readonly reminderMinutesBefore: number;
}

/** What a module says of checking in to its spaces (facts workplace 7.1). */
export interface ModuleCheckIn {
  readonly policy: CheckInPolicy;
  readonly opensMinutesBefore: number;
  /** What nobody has checked in to is released. */
  readonly releasesNoShows: boolean;
}

/** Nobody has to check in, unless the space says so; and nothing is released. */
export const MODULE_CHECK_IN_DEFAULTS: ModuleCheckIn = {
  policy: "by_space",
  opensMinutesBefore: 30,
  releasesNoShows: false,
};

/** Where a page of spaces ended; they are listed by building, name and id. */
export interface SpacePageEnd {
  readonly buildingName: string;
  readonly name: string;
  readonly id: string;
}

export interface FreeSpacesFilter {
  readonly start: Date;
  readonly end: Date;
  readonly buildingId?: string | undefined;
  /** Of buildings in this IANA zone. */
  readonly timeZone?: string | undefined;
  readonly floor?: string | undefined;
  readonly kind?: SpaceKind | undefined;
  /** At least so many seats. */
  readonly capacity?: number | undefined;
  /** The space has all of these, in any case. */
  readonly equipment?: readonly string[] | undefined;
  /** Ids of reservations whose time counts as free, since they are to let go of it. */
  readonly leaving?: readonly string[] | undefined;
  readonly limit: number;
}

/** What stood in the way of writing a place. */
export type PlaceFault =
  | "building_name_taken"
  | "module_name_taken"
  | "space_name_taken"
  | "space_email_taken"
  | "building_not_found"
  | "module_not_found";

export type PlaceWritten =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly fault: PlaceFault };

/** The audit entry of a place that is only now given its id; written with the place. */
export type NoteOf = (id: string) => AuditNote;

/** Port, filled by `src/store/places-store.ts`. */
export interface Places {
  /** By name; those out of use too where they are wanted. */
  buildings(wanted?: { readonly includesInactive: boolean }): Promise<readonly Building[]>;
  /** Also one that is out of use. */
  building(id: string): Promise<Building | null>;
  /**
   * Spaces by building and name, after the end of the page before; those that are out of use, or whose
   * building is, where they are wanted.
   */
  spaces(page: {
    readonly buildingId?: string | undefined;
    readonly moduleId?: string | undefined;
    readonly includesInactive?: boolean;
    readonly after: SpacePageEnd | null;
    readonly limit: number;
  }): Promise<readonly Space[]>;
  /** Also an inactive one. */
  space(id: string): Promise<Space | null>;
  /**
   * Active spaces that nothing holds between start and end: by building, then the smallest that is
   * large enough, then name. Its cost does not grow with reservations outside that time.
   */
  freeSpaces(filter: FreeSpacesFilter): Promise<readonly Space[]>;
  createBuilding(building: NewBuilding, noteOf: NoteOf): Promise<PlaceWritten>;
  /** Null where there is no such building. */
  updateBuilding(id: string, change: BuildingChange, noteOf: NoteOf): Promise<PlaceWritten | null>;
  createModule(module: NewModule, noteOf: NoteOf): Promise<PlaceWritten>;
  createSpace(space: NewSpace, noteOf: NoteOf): Promise<PlaceWritten>;
  /** Null where there is no such space. */
  updateSpace(id: string, change: SpaceChange, noteOf: NoteOf): Promise<PlaceWritten | null>;
  /** The module that most spaces of the kind are in; null where there is no module at all. */
  usualModule(kind: SpaceKind): Promise<string | null>;
}

/** Port, filled by `src/store/catalogue-store.ts`: what the space catalogue is read from. */
export interface CatalogueSource {
  /** Changes whenever a building, module, space, sync configuration or provider changes. */
  version(): Promise<string>;
  bookableSpace(id: string): Promise<BookableSpace | null>;
}
