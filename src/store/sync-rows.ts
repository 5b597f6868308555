import type { Generated } from "kysely";
import type { SeriesText } from "../core/recurrence/parse-series.ts";
import type { AgreedMeeting } from "../core/sync/agreed.ts";
import type {
  GeneratedInstant,
  GeneratedJson,
  Instant,
  InstantOrNull,
  JsonOrNull,
} from "./column-types.ts";

// The tables of synchronisation as rows; `Schema` names them.

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
  open_reads: Generated<number>;
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
