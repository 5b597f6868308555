/**
 * All that is written down in the audit, by name. Names are stable: entries are never changed, and
 * clients may filter by them.
 */
export const AUDIT_ACTIONS = [
  "reservation_created",
  "reservation_updated",
  "reservation_cancelled",
  "room_accepted",
  "room_awaits_approval",
  "room_answer_unreadable",
  "room_lost",
  "room_asked_again",
  "reservation_taken_in",
  "reservation_changed_in_outlook",
  "reservation_cancelled_in_outlook",
  "reservation_overruled",
  "space_retaken",
  "sync_event_error",
  "sync_event_waiting_for_token",
  "sync_event_sent_again",
  "calendar_connected",
  "calendar_disconnected",
  "delegated_user_connected",
  "admin_consent_reported",
  "admin_role_given_by_configuration",
  "person_changed",
  "api_client_created",
  "api_client_revoked",
  "panel_created",
  "panel_paired",
  "panel_revoked",
  "property_changed",
  "calendar_provider_created",
  "calendar_provider_changed",
  "sync_configuration_created",
  "sync_configuration_changed",
  "building_created",
  "module_created",
  "space_created",
  "space_changed",
  "set_up_applied",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What entries are about. A space's sync configuration is told with the space. */
export const AUDIT_SUBJECT_KINDS = [
  "reservation",
  "property",
  "calendar_provider",
  "person",
  "api_client",
  "panel",
  "building",
  "module",
  "space",
  "set_up",
] as const;
export type AuditSubjectKind = (typeof AUDIT_SUBJECT_KINDS)[number];
