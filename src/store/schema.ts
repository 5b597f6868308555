import type { ColumnType, Generated } from "kysely";
import type { KeptScanResult } from "./configuration-scan-store.ts";
import type { SeriesText } from "../core/recurrence/parse-series.ts";
import type { AgreedMeeting } from "../core/sync/agreed.ts";
import type { RoomSettings } from "../core/configuration-scan/room-settings.ts";
import type { Attendee } from "../core/reservations/attendees.ts";
import type {
  GeneratedInstant,
  GeneratedJson,
  Instant,
  InstantOrNull,
  Json,
  JsonOrNull,
} from "./column-types.ts";
import type {
  AdminNoticeRow,
  HealthCountRow,
  ReconciliationRoomRow,
  ReconciliationRow,
} from "./health-rows.ts";
import type {
  BuildingRow,
  ModuleApproverRow,
  ReservableModuleRow,
  SpaceRow,
} from "./place-rows.ts";

/**
 * The tables as rows, one interface a table, in the names of the migrations. Rows become domain
 * values in the stores of this folder and nowhere else.
 */
export interface Schema {
  person: PersonRow;
  building: BuildingRow;
  reservable_module: ReservableModuleRow;
  module_approver: ModuleApproverRow;
  space: SpaceRow;
  property: PropertyRow;
  calendar_provider: CalendarProviderRow;
  reservable_sync_configuration: ReservableSyncConfigurationRow;
  audit_entry: AuditEntryRow;
  reservation: ReservationRow;
  space_hold: SpaceHoldRow;
  sync_event: SyncEventRow;
  sync_event_release: SyncEventReleaseRow;
  reservation_series: ReservationSeriesRow;
  room_sync: RoomSyncRow;
  retired_subscription: RetiredSubscriptionRow;
  calendar_item: CalendarItemRow;
  given_up_time: GivenUpTimeRow;
  mailbox_lane: MailboxLaneRow;
  room_confirmation: RoomConfirmationRow;
  idempotency_key: IdempotencyKeyRow;
  session: SessionRow;
  api_client: ApiClientRow;
  panel: PanelRow;
  personal_token: PersonalTokenRow;
  provider_credential: ProviderCredentialRow;
  catalogue_version: CatalogueVersionRow;
  set_up_entry: SetUpEntryRow;
  configuration_scan: ConfigurationScanRow;
  health_count: HealthCountRow;
  admin_notice: AdminNoticeRow;
  reconciliation: ReconciliationRow;
  reconciliation_room: ReconciliationRoomRow;
}

export interface PersonRow {
  id: string;
  tenant_id: string | null;
  object_id: string | null;
  email: string;
  display_name: string;
  time_zone: string;
  roles: Generated<string[]>;
  active: Generated<boolean>;
  created_at: GeneratedInstant;
  updated_at: GeneratedInstant;
}

export interface PropertyRow {
  name: string;
  value: string;
  updated_at: GeneratedInstant;
  updated_by: string | null;
}

export interface CalendarProviderRow {
  id: string;
  name: string;
  tenant_id: string;
  client_id: string;
  client_secret_sealed: Buffer | null;
  client_certificate_sealed: Buffer | null;
  delegated_user_email: string | null;
  active: Generated<boolean>;
  created_at: GeneratedInstant;
  updated_at: GeneratedInstant;
}

export interface ReservableSyncConfigurationRow {
  id: string;
  space_id: string;
  provider_id: string;
  room_mailbox: string;
  active: Generated<boolean>;
  dry_run: Generated<boolean>;
  created_at: GeneratedInstant;
  updated_at: GeneratedInstant;
}

export interface AuditEntryRow {
  id: Generated<string>;
  at: GeneratedInstant;
  actor_kind: string;
  actor_id: string | null;
  channel: string | null;
  action: string;
  subject_kind: string;
  subject_id: string;
  details: Json<Record<string, unknown>>;
}

export interface ReservationRow {
  id: string;
  number: Generated<string>;
  kind: string;
  state: string;
  space_id: string;
  subject: string;
  notes: Generated<string>;
  sensitivity: Generated<string>;
  start_at: Instant;
  end_at: Instant;
  time_zone: string;
  requested_for: string;
  opened_by: string | null;
  opened_by_client: string | null;
  attendees: Json<Attendee[]>;
  origin: Generated<string>;
  channel: string;
  sub_source: string;
  last_updated_channel: string;
  last_updated_sub_source: string;
  sync_mailbox: Generated<string>;
  sync_state: Generated<string>;
  calendar_mailbox: string | null;
  calendar_event_id: string | null;
  ical_uid: string | null;
  reason_code: string | null;
  reason: string | null;
  cancel_notes: string | null;
  parent_id: string | null;
  is_parent: Generated<boolean>;
  /** Select it as `original_date::text`, `2027-03-29`: a date has no instant. */
  original_date: ColumnType<string | null, string | null | undefined, string | null>;
  is_exception: Generated<boolean>;
  is_all_day: Generated<boolean>;
  external_approval: Generated<string>;
  approval_state: Generated<string>;
  approval_asked_at: InstantOrNull;
  decided_by: string | null;
  decided_at: InstantOrNull;
  decision_comment: string | null;
  agreed: JsonOrNull<Record<string, unknown>>;
  taken_in_at: Date | null;
  taken_in_by: string | null;
  check_in_state: string | null;
  checked_in_at: InstantOrNull;
  checked_out_at: InstantOrNull;
  standing_since: GeneratedInstant;
  version: Generated<number>;
  created_at: GeneratedInstant;
  updated_at: GeneratedInstant;
}

export interface ReservationSeriesRow {
  reservation_id: string;
  series: Json<Record<string, unknown>>;
  held_until: Instant;
  complete_for: string | null;
}

export interface RoomSyncRow {
  configuration_id: string;
  source: Generated<string>;
  state: Generated<string>;
  credential: string | null;
  reason_code: string | null;
  reason: string | null;
  subscription_id: string | null;
  client_state_hash: Buffer | null;
  subscription_expires_at: InstantOrNull;
  subscription_due_at: GeneratedInstant;
  hinted_at: InstantOrNull;
  next_read_at: GeneratedInstant;
  lease_owner: string | null;
  lease_until: InstantOrNull;
  cursor: string | null;
  round: Generated<number>;
  is_round_full: Generated<boolean>;
  window_start: InstantOrNull;
  window_end: InstantOrNull;
  last_read_at: InstantOrNull;
  last_full_read_at: InstantOrNull;
  last_change_at: InstantOrNull;
  failed_reads: Generated<number>;
  read_began_at: InstantOrNull;
  notification_url: string | null;
  source_looks: Generated<number>;
  read_failure_code: string | null;
  read_failure: string | null;
}

export interface RetiredSubscriptionRow {
  subscription_id: string;
  provider_id: string;
  mailbox: string;
  retired_at: GeneratedInstant;
  due_at: GeneratedInstant;
  tries: Generated<number>;
}

export interface CalendarItemRow {
  configuration_id: string;
  event_id: string;
  ical_uid: string | null;
  kind: string;
  change_key: string;
  organizer_email: string | null;
  response: string;
  start_at: Instant;
  end_at: Instant;
  reservation_id: string | null;
  seen_in_round: number;
  words_due_at: InstantOrNull;
  series: JsonOrNull<SeriesText>;
  gap: string | null;
  gap_since: InstantOrNull;
  gap_reason: string | null;
  updated_at: GeneratedInstant;
}

export interface SpaceHoldRow {
  reservation_id: string;
  space_id: string;
  start_at: Instant;
  end_at: Instant;
}

export interface SyncEventRow {
  id: Generated<string>;
  reservation_id: string;
  provider_id: string;
  type: string;
  state: Generated<string>;
  policy_row: string;
  mailbox: string;
  sync_mailbox: string;
  credential: string;
  credential_person_id: string | null;
  invited: string | null;
  channel: string;
  priority: Generated<number>;
  request_id: Generated<string>;
  dry_run: Generated<boolean>;
  attempts: Generated<number>;
  due_at: GeneratedInstant;
  first_tried_at: InstantOrNull;
  lease_owner: string | null;
  lease_until: InstantOrNull;
  may_have_been_sent: Generated<boolean>;
  may_show: GeneratedJson<AgreedMeeting[]>;
  superseded_by: string | null;
  asks_again: Generated<boolean>;
  asked_for: string | null;
  request: JsonOrNull<Record<string, unknown>>;
  response: JsonOrNull<Record<string, unknown>>;
  reason_code: string | null;
  reason: string | null;
  created_at: GeneratedInstant;
  processed_at: InstantOrNull;
}

export interface SyncEventReleaseRow {
  sync_event_id: string;
  reservation_id: string;
}

export interface GivenUpTimeRow {
  sync_event_id: string;
  reservation_id: string;
  space_id: string;
  start_at: Instant;
  end_at: Instant;
  given_up_at: GeneratedInstant;
}

export interface MailboxLaneRow {
  mailbox: string;
  throttled_until: InstantOrNull;
  owner: string | null;
  reading_until: InstantOrNull;
}

export interface RoomConfirmationRow {
  reservation_id: string;
  sync_event_id: string;
  asked_at: Instant;
  next_read_at: Instant;
  reads: Generated<number>;
  lease_until: InstantOrNull;
  previous_answer_at: InstantOrNull;
}

export interface IdempotencyKeyRow {
  actor: string;
  key: string;
  request_hash: Buffer;
  reservation_id: string;
  created_at: GeneratedInstant;
}

export interface SessionRow {
  id_hash: Buffer;
  data_sealed: Buffer;
  person_id: string | null;
  expires_at: Instant;
}

export interface ApiClientRow {
  id: string;
  name: string;
  key_hash: Buffer;
  key_hint: string;
  scopes: string[];
  created_at: GeneratedInstant;
  created_by: string | null;
  last_used_at: InstantOrNull;
  revoked_at: InstantOrNull;
}

export interface PanelRow {
  id: string;
  name: string;
  space_id: string;
  pairing_code_hash: Buffer | null;
  pairing_expires_at: InstantOrNull;
  device_token_hash: Buffer | null;
  paired_at: InstantOrNull;
  last_seen_at: InstantOrNull;
  revoked_at: InstantOrNull;
  created_at: GeneratedInstant;
  created_by: string | null;
}

export interface PersonalTokenRow {
  person_id: string;
  provider_id: string;
  state: string;
  account_name: string;
  scopes: string[];
  token_sealed: Buffer | null;
  access_expires_at: InstantOrNull;
  connected_at: Instant;
  last_used_at: InstantOrNull;
  reason_code: string | null;
  reason: string | null;
  refresh_lease_owner: string | null;
  refresh_lease_until: InstantOrNull;
}

export interface ProviderCredentialRow {
  provider_id: string;
  kind: string;
  state: string;
  account_name: string | null;
  object_id: string | null;
  scopes: Generated<string[]>;
  token_sealed: Buffer | null;
  access_expires_at: InstantOrNull;
  connected_at: InstantOrNull;
  last_used_at: InstantOrNull;
  checked_at: InstantOrNull;
  reason_code: string | null;
  reason: string | null;
  refresh_lease_owner: string | null;
  refresh_lease_until: InstantOrNull;
}

export interface CatalogueVersionRow {
  only_row: Generated<boolean>;
  version: Generated<string>;
}

export interface ConfigurationScanRow {
  only_row: Generated<boolean>;
  scanned_at: InstantOrNull;
  result: JsonOrNull<KeptScanResult>;
  room_settings_at: InstantOrNull;
  room_settings: JsonOrNull<RoomSettings[]>;
}

export interface SetUpEntryRow {
  kind: string;
  key: string;
  id: string | null;
  applied_at: GeneratedInstant;
}
