/** Reservations and sync events as tests read them back from the database. */
export interface ReservationNow {
  readonly id: string;
  readonly parent_id: string | null;
  readonly start_at: Date;
  readonly agreed: Record<string, unknown> | null;
  readonly state: string;
  readonly sync_state: string;
  readonly calendar_mailbox: string | null;
  readonly calendar_event_id: string | null;
  readonly ical_uid: string | null;
  readonly reason_code: string | null;
  readonly reason: string | null;
  readonly external_approval: string;
  readonly approval_state: string;
  readonly version: number;
}

export interface SyncEventNow {
  readonly id: string;
  readonly type: string;
  readonly state: string;
  readonly attempts: number;
  readonly priority: number;
  readonly reason_code: string | null;
  readonly request: Record<string, unknown> | null;
  readonly response: Record<string, unknown> | null;
}
