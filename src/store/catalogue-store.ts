import type { CatalogueSource, SpaceKind } from "../app/places/ports.ts";
import type { BookableSpace } from "../app/reservations/booking-facts.ts";
import { MODULE_LIMIT_DEFAULTS } from "../core/reservations/module-limits.ts";
import type { ApprovalPolicy } from "../core/reservations/approval.ts";
import type { CheckInPolicy } from "../core/reservations/check-in.ts";
import type { ModuleService } from "../core/reservations/services.ts";
import type { Database } from "./database.ts";
import { SERVICE_JSON } from "./services/service-json.ts";

/** What the space catalogue of a process is read from. */
export function createCatalogueStore(database: Database): CatalogueSource {
  return {
    async version() {
      const { rows } = await database.query<{ version: string }>({
        name: "catalogue_version",
        text: "select version from catalogue_version",
        values: [],
      });
      return rows[0]?.version ?? "";
    },
    async bookableSpace(id) {
      const { rows } = await database.query<BookableSpaceRow>({
        name: "bookable_space",
        text: `select s.id, s.name, s.kind, s.building_id, s.module_id, s.floor, s.capacity, s.equipment,
            b.name as building_name, b.time_zone, s.active and b.active and m.active as active,
            m.duration_minutes_min, m.duration_minutes_max, m.days_ahead_max, m.recurring_enabled,
            m.multi_space_enabled, m.group_enabled,
            m.on_behalf_shown, m.subject_required, m.check_in_policy,
            m.check_in_opens_minutes_before, m.releases_no_shows, s.requires_check_in,
            m.approval_policy, s.requires_approval,
            c.provider_id, c.room_mailbox, c.dry_run, p.delegated_user_email,
            (select coalesce(jsonb_agg(${SERVICE_JSON} order by v.name, v.id), '[]')
              from module_service v where v.module_id = m.id and v.active) as services
          from space s
          join building b on b.id = s.building_id
          join reservable_module m on m.id = s.module_id
          left join reservable_sync_configuration c on c.space_id = s.id and c.active
          left join calendar_provider p on p.id = c.provider_id
          where s.id = $1::uuid`,
        values: [id],
      });
      return rows[0] ? toBookableSpace(rows[0]) : null;
    },
  };
}

interface BookableSpaceRow {
  readonly id: string;
  readonly name: string;
  readonly kind: SpaceKind;
  readonly building_id: string;
  readonly building_name: string;
  readonly module_id: string;
  readonly time_zone: string;
  readonly floor: string;
  readonly capacity: number;
  readonly equipment: string[];
  readonly active: boolean;
  readonly duration_minutes_min: number;
  readonly duration_minutes_max: number;
  readonly days_ahead_max: number;
  readonly recurring_enabled: boolean;
  readonly multi_space_enabled: boolean;
  readonly group_enabled: boolean;
  readonly on_behalf_shown: boolean;
  readonly subject_required: boolean;
  readonly check_in_policy: CheckInPolicy;
  readonly check_in_opens_minutes_before: number;
  readonly releases_no_shows: boolean;
  readonly requires_check_in: boolean;
  readonly approval_policy: ApprovalPolicy;
  readonly requires_approval: boolean;
  readonly provider_id: string | null;
  readonly room_mailbox: string | null;
  readonly dry_run: boolean | null;
  readonly delegated_user_email: string | null;
  readonly services: readonly ModuleService[];
}

function toBookableSpace(row: BookableSpaceRow): BookableSpace {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    buildingId: row.building_id,
    buildingName: row.building_name,
    buildingZone: row.time_zone,
    floor: row.floor,
    capacity: row.capacity,
    equipment: row.equipment,
    active: row.active,
    limits: {
      ...MODULE_LIMIT_DEFAULTS,
      durationMinutesMin: row.duration_minutes_min,
      durationMinutesMax: row.duration_minutes_max,
      daysAheadMax: row.days_ahead_max,
      recurringEnabled: row.recurring_enabled,
      multiSpaceEnabled: row.multi_space_enabled,
      groupEnabled: row.group_enabled,
      onBehalfShown: row.on_behalf_shown,
      subjectRequired: row.subject_required,
    },
    checkIn: {
      policy: row.check_in_policy,
      spaceRequiresIt: row.requires_check_in,
      opensMinutesBefore: row.check_in_opens_minutes_before,
      releasesNoShows: row.releases_no_shows,
    },
    approval: { policy: row.approval_policy, spaceRequiresIt: row.requires_approval },
    moduleId: row.module_id,
    services: row.services,
    sync:
      row.provider_id === null || row.room_mailbox === null
        ? null
        : {
            providerId: row.provider_id,
            roomMailbox: row.room_mailbox,
            dryRun: row.dry_run ?? false,
            delegatedUserEmail: row.delegated_user_email,
          },
  };
}
