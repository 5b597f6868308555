import type { CredentialUse } from "../sync/access-tokens.ts";
import type { CalendarResult } from "../sync/calendar.ts";

/** A room as the calendar provider's directory describes it (facts 1.15). */
export interface DirectoryRoom {
  readonly address: string;
  readonly name: string;
  readonly capacity: number | null;
  /** By the room itself, else by the room list that it is in. */
  readonly building: string | null;
  readonly floor: string | null;
  readonly tags: readonly string[];
  /** Exchange takes no booking of it. */
  readonly isReserved: boolean;
}

export interface DirectoryAccess {
  readonly credential: CredentialUse;
  /** As `CalendarAccess` has it. */
  readonly requestId: string;
}

/**
 * Port, filled by `src/exchange/place-directory.ts`: which rooms the calendar provider knows. The
 * directory may lag behind what was changed in it, by a day even (facts 1.15).
 */
export interface PlaceDirectory {
  /** By address; all of them, however many pages it takes. */
  rooms(access: DirectoryAccess): Promise<CalendarResult<readonly DirectoryRoom[]>>;
}
