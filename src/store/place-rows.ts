import type { Generated } from "kysely";
import type { GeneratedInstant } from "./column-types.ts";

/** The tables of places: see `schema.ts`. */

export interface BuildingRow {
  id: string;
  name: string;
  address: Generated<string>;
  time_zone: string;
  active: Generated<boolean>;
}

export interface ReservableModuleRow {
  id: string;
  name: string;
  active: Generated<boolean>;
  duration_minutes_min: Generated<number>;
  duration_minutes_max: Generated<number>;
  days_ahead_max: Generated<number>;
  recurring_enabled: Generated<boolean>;
  multi_space_enabled: Generated<boolean>;
  group_enabled: Generated<boolean>;
  on_behalf_shown: Generated<boolean>;
  subject_required: Generated<boolean>;
  show_as: Generated<string>;
  check_in_policy: Generated<string>;
  check_in_opens_minutes_before: Generated<number>;
  releases_no_shows: Generated<boolean>;
  check_in_since: GeneratedInstant;
  approval_policy: Generated<string>;
  reminder_minutes_before: Generated<number>;
  version: Generated<number>;
}

export interface ModuleApproverRow {
  module_id: string;
  person_id: string;
}

export interface ModuleServiceRow {
  id: Generated<string>;
  module_id: string | null;
  name: string;
  description: Generated<string>;
  preparation_minutes: Generated<number>;
  clean_up_minutes: Generated<number>;
  lead_time_minutes: Generated<number>;
  is_blocker_mandatory: Generated<boolean>;
  on_every_reservation: Generated<boolean>;
  active: Generated<boolean>;
  version: Generated<number>;
}

export interface SpaceRow {
  id: string;
  building_id: string;
  module_id: string;
  name: string;
  kind: string;
  floor: Generated<string>;
  capacity: number;
  equipment: Generated<string[]>;
  email: string | null;
  active: Generated<boolean>;
  requires_check_in: Generated<boolean>;
  requires_approval: Generated<boolean>;
  check_in_since: GeneratedInstant;
}
