import type { OfferedService } from "../../contract/services.ts";
import type { ModuleService } from "../../core/reservations/services.ts";

export function presentService(service: ModuleService): OfferedService {
  return {
    id: service.id,
    name: service.name,
    description: service.description,
    preparation_minutes: service.preparationMinutes,
    clean_up_minutes: service.cleanUpMinutes,
    lead_time_minutes: service.leadTimeMinutes,
    is_blocker_mandatory: service.isBlockerMandatory,
    on_every_reservation: service.onEveryReservation,
  };
}
