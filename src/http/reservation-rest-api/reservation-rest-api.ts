import type { ModuleDependencies } from "../../app/places/change-module.ts";
import type { PlaceDependencies } from "../../app/places/place-dependencies.ts";
import type { Places } from "../../app/places/ports.ts";
import type { ShareDependencies } from "../../app/reservations/sharing/ports.ts";
import type { ReservationSearch } from "../../app/reservations/search/ports.ts";
import type { TogetherDependencies } from "../../app/reservations/together-ports.ts";

/** What the routes of the Workplace Reservation REST API stand on. */
export interface ReservationRestApi {
  readonly reservations: TogetherDependencies;
  readonly sharing: ShareDependencies;
  readonly places: PlaceDependencies;
  readonly modules: Pick<ModuleDependencies, "modules">;
  readonly records: { readonly places: Places; readonly search: ReservationSearch };
}
