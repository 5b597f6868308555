import type { Generated } from "kysely";
import type { Instant, InstantOrNull, GeneratedInstant, Json } from "./column-types.ts";

/** What is kept of health and reconciliations (migrations 0012 and 0014). */
export interface HealthCountRow {
  name: string;
  hour: Instant;
  label: Generated<string>;
  count: string;
}

export interface AdminNoticeRow {
  id: Generated<string>;
  code: string;
  severity: string;
  subject_kind: string;
  subject_id: string;
  subject_name: string;
  sentence: string;
  remedy: string;
  count: Generated<number>;
  since: GeneratedInstant;
  last_seen_at: GeneratedInstant;
  resolved_at: InstantOrNull;
  acknowledged_at: InstantOrNull;
  acknowledged_by: string | null;
  changed_at: GeneratedInstant;
}

export interface ReconciliationRow {
  id: string;
  scope: string;
  scope_id: string | null;
  scope_name: Generated<string>;
  cause: string;
  repairs: boolean;
  state: Generated<string>;
  asked_by: string | null;
  rooms_total: number;
  rooms_done: Generated<number>;
  rooms_failed: Generated<number>;
  found: Json<Record<string, number>>;
  repaired: Json<Record<string, number>>;
  changes_taken_in: Generated<number>;
  created_at: GeneratedInstant;
  updated_at: GeneratedInstant;
  finished_at: InstantOrNull;
}

export interface ReconciliationRoomRow {
  reconciliation_id: string;
  configuration_id: string;
  state: Generated<string>;
  due_at: GeneratedInstant;
  asked_at: InstantOrNull;
  lease_owner: string | null;
  lease_until: InstantOrNull;
  found: Json<Record<string, number>>;
  repaired: Json<Record<string, number>>;
  has_differed: Generated<boolean>;
  changes_taken_in: Generated<number>;
  reason_code: string | null;
  reason: string | null;
  finished_at: InstantOrNull;
}
