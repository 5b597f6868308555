import type { ColumnType, Generated } from "kysely";
import type { KeptScanResult } from "./configuration-scan-store.ts";
import type { RoomSettings } from "../core/configuration-scan/room-settings.ts";
import type { Attendee } from "../core/reservations/attendees.ts";
import type { GeneratedInstant, Instant, InstantOrNull, Json, JsonOrNull } from "./column-types.ts";
import type {
  AdminNoticeRow,
  HealthCountRow,
  ReconciliationRoomRow,
  ReconciliationRow,
} from "./health-rows.ts";
import type {
  ApiClientRow,
  PanelRow,
  PersonRow,
  PersonalTokenRow,
  ProviderCredentialRow,
  SessionRow,
} from "./identity-rows.ts";
import type {
  BuildingRow,
  ModuleApproverRow,
  ModuleServiceRow,
  ReservableModuleRow,
  SpaceRow,
} from "./place-rows.ts";
import type {
  CalendarItemRow,
  GivenUpTimeRow,
  MailboxLaneRow,
  RetiredSubscriptionRow,
  RoomConfirmationRow,
  RoomSyncRow,
  SyncEventReleaseRow,
  SyncEventRow,
} from "./sync-rows.ts";

/**
 * The tables as rows, one interface a table, in the names of the migrations. Rows become domain
 * values in the stores of this folder and nowhere else.
 */
export interface Schema {
  person: PersonRow;
  building: BuildingRow;
  reservable_module: ReservableModuleRow;
  module_approver: ModuleApproverRow;
  module_service: ModuleServiceRow;
  space: SpaceRow;
  property: PropertyRow;
  calendar_provider: CalendarProviderRow;
  reservable_sync_configuration: ReservableSyncConfigurationRow;
  audit_entry: AuditEntryRow;
  reservation: ReservationRow;
  space_hold: SpaceHoldRow;
  reservation_service: ReservationServiceRow;
  service_follow_up: ServiceFollowUpRow;
  reminder: ReminderRow;
  mail: MailRow;
  reservation_share: ReservationShareRow;
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
  group_id: string | null;
  is_parent: Generated<boolean>;
  outside_calendar: Generated<boolean>;
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
  has_services: Generated<boolean>;
  blocks_reservation_id: string | null;
  blocker_part: string | null;
  /** Written by the database alone. */
  left_space_id: string | null;
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

export interface ReservationServiceRow {
  reservation_id: string;
  service_id: string;
}

export interface ReminderRow {
  id: Generated<string>;
  reservation_id: string;
  person_id: string;
  kind: string;
  start_at: Instant;
  told_at: GeneratedInstant;
  dismissed_at: InstantOrNull;
}

export interface ReservationShareRow {
  id: string;
  reservation_id: string;
  about: string;
  message: string;
  shared_by_kind: string;
  shared_by_id: string | null;
  shared_by_name: string;
  reply_to: string | null;
  mail_language: string | null;
  shared_at: GeneratedInstant;
}

export interface MailRow {
  id: Generated<string>;
  reservation_id: string;
  person_id: string | null;
  reminder_id: string | null;
  share_id: string | null;
  address: string | null;
  state: Generated<string>;
  tries: Generated<number>;
  due_at: GeneratedInstant;
  reason_code: string | null;
  reason: string | null;
  created_at: GeneratedInstant;
  settled_at: InstantOrNull;
}

export interface ServiceFollowUpRow {
  reservation_id: string;
  since: GeneratedInstant;
}

export interface SpaceHoldRow {
  reservation_id: string;
  space_id: string;
  start_at: Instant;
  end_at: Instant;
}

export interface IdempotencyKeyRow {
  actor: string;
  key: string;
  request_hash: Buffer;
  reservation_id: string;
  created_at: GeneratedInstant;
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
