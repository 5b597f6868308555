/**
 * Every code that a problem answer can carry, with its HTTP status and title. Codes are stable:
 * clients decide by them. The manual for people is `docs/reference/problem-codes.md`; a test holds
 * both against the code.
 */
export const PROBLEM_CODES = {
  // The request itself.
  malformed_json: { status: 400, title: "The body is not JSON" },
  invalid_request: { status: 400, title: "The request is not well formed" },
  invalid_cursor: { status: 400, title: "The cursor is not known" },
  invalid_if_match: { status: 400, title: "If-Match is not understood" },
  invalid_idempotency_key: { status: 400, title: "The Idempotency-Key is not usable" },
  invalid_question: { status: 400, title: "The question is not understood" },
  route_not_found: { status: 404, title: "There is nothing here" },
  body_too_large: { status: 413, title: "The body is too large" },
  unsupported_media_type: { status: 415, title: "The body's type is not supported" },
  too_many_requests: { status: 429, title: "Too many requests" },
  internal_error: { status: 500, title: "Something went wrong here" },
  unavailable: { status: 503, title: "Not available at present" },

  // Who asks.
  not_signed_in: { status: 401, title: "Nobody is signed in" },
  api_key_invalid: { status: 401, title: "The API key is not known" },
  api_key_revoked: { status: 401, title: "The API key is revoked" },
  panel_token_invalid: { status: 401, title: "The panel's token is not known" },
  panel_revoked: { status: 401, title: "The panel is revoked" },
  csrf_token_invalid: { status: 403, title: "The CSRF token is wrong" },
  person_required: { status: 403, title: "Only for people" },
  role_missing: { status: 403, title: "A role is missing" },
  channel_unknown: { status: 400, title: "No such channel" },
  scope_missing: { status: 403, title: "A scope is missing" },
  not_yours: { status: 403, title: "Somebody else's reservation" },
  content_withheld: { status: 403, title: "The content is withheld" },
  not_this_panel: { status: 403, title: "Another panel's space" },

  // The integration rules (docs/reference/integration-rules.md).
  group_not_supported: { status: 403, title: "No group reservation here" },
  on_behalf_not_supported: { status: 403, title: "Not for somebody else" },
  not_in_delegated_calendar: { status: 403, title: "Not in the delegated calendar" },
  channel_not_allowed: { status: 403, title: "Not from here" },
  not_requested_for: { status: 403, title: "Only by the person it is for" },
  personal_token_missing: { status: 403, title: "The calendar is not connected" },
  made_in_calendar: { status: 403, title: "Made in Outlook" },

  // What is not there.
  reservation_not_found: { status: 404, title: "No such reservation" },
  space_not_found: { status: 404, title: "No such space" },
  building_not_found: { status: 404, title: "No such building" },
  module_not_found: { status: 404, title: "No such module" },
  person_not_found: { status: 404, title: "No such person" },
  property_not_found: { status: 404, title: "No such property" },
  provider_not_found: { status: 404, title: "No such calendar provider" },
  sync_configuration_not_found: { status: 404, title: "No such sync configuration" },
  notice_not_found: { status: 404, title: "No such notice" },
  reconciliation_not_found: { status: 404, title: "No such reconciliation" },
  sync_event_not_found: { status: 404, title: "No such sync event" },
  api_client_not_found: { status: 404, title: "No such API client" },
  panel_not_found: { status: 404, title: "No such panel" },

  // What stands in the way.
  nothing_to_reconcile: { status: 409, title: "No room to reconcile" },
  not_synced: { status: 409, title: "The space is not synced" },
  space_taken: { status: 409, title: "The space is taken" },
  space_not_reservable: { status: 409, title: "The space cannot be reserved" },
  reservation_is_over: { status: 409, title: "The reservation is over" },
  already_checked_in: { status: 409, title: "Somebody has checked in" },
  not_possible_now: { status: 409, title: "Not possible now" },
  reservation_changed: { status: 412, title: "The reservation has changed" },
  idempotency_key_reused: { status: 422, title: "The Idempotency-Key is used" },
  requested_for_required: { status: 422, title: "For whom is missing" },

  // Times and limits.
  unknown_time_zone: { status: 422, title: "No such time zone" },
  end_not_after_start: { status: 422, title: "The end is not after the start" },
  start_in_past: { status: 422, title: "The start is in the past" },
  end_in_past: { status: 422, title: "The end is in the past" },
  not_whole_minutes: { status: 422, title: "Not whole minutes" },
  longer_than_a_year: { status: 422, title: "Longer than a year" },
  further_than_five_years: { status: 422, title: "Further than five years ahead" },
  duration_too_short: { status: 422, title: "Too short" },
  duration_too_long: { status: 422, title: "Too long" },
  too_far_ahead: { status: 422, title: "Too far ahead" },
  too_many_days: { status: 422, title: "Too many days" },
  all_day_not_allowed: { status: 422, title: "Not for whole days" },
  all_day_required: { status: 422, title: "Only for whole days" },
  recurring_not_allowed: { status: 422, title: "Not as a series" },
  multi_space_not_allowed: { status: 422, title: "Not together with others" },
  group_not_enabled: { status: 422, title: "No group reservations" },
  on_behalf_not_allowed: { status: 422, title: "Not for somebody else" },
  subject_required: { status: 422, title: "A subject is required" },
  attendee_email_invalid: { status: 422, title: "Not an e-mail address" },
  too_many_attendees: { status: 422, title: "Too many attendees" },

  // Administration.
  name_taken: { status: 409, title: "The name is taken" },
  mailbox_taken: { status: 409, title: "The mailbox is another space's" },
  space_has_configuration: { status: 409, title: "The space is configured already" },
  space_email_differs: { status: 409, title: "The space has another address" },
  provider_inactive: { status: 409, title: "The calendar provider is not active" },
  provider_in_use: { status: 409, title: "The calendar provider is in use" },
  delegated_user_missing: { status: 409, title: "No delegated user is set" },
  set_up_unusable: { status: 422, title: "The set-up file cannot be applied" },
  mode_change_blocked: { status: 409, title: "The mode cannot be changed yet" },
  invalid_property_value: { status: 422, title: "Not a value of the property" },
  own_admin_role: { status: 409, title: "Your own administration" },
  sync_event_not_resendable: { status: 409, title: "Nothing to send again" },

  // Sign-in and connections.
  sign_in_not_configured: { status: 503, title: "Sign-in is not set up" },
  account_inactive: { status: 403, title: "The account is not active" },
  account_conflict: { status: 409, title: "The account is another person's" },
  flow_not_recognised: { status: 400, title: "The sign-in was not begun here" },
  other_account: { status: 403, title: "Another account" },
  scopes_refused: { status: 403, title: "Permissions are missing" },
  consent_declined: { status: 403, title: "The consent was declined" },
  admin_consent_needed: { status: 403, title: "An administrator has to consent" },
  refresh_token_missing: { status: 502, title: "No lasting permission was given" },
  credential_rejected: { status: 502, title: "The credential was rejected" },
  identity_provider_refused: { status: 502, title: "The sign-in service refused" },
  identity_provider_unavailable: { status: 503, title: "The sign-in service is not available" },
  admin_consent_refused: { status: 403, title: "The consent was not given" },
  other_tenant: { status: 403, title: "Another tenant" },
  calendar_provider_missing: { status: 409, title: "No calendar provider is active" },
  proxy_not_trusted: { status: 503, title: "The proxy in front is not trusted" },
  delegated_user_not_set: { status: 409, title: "No delegated user is set" },
  pairing_code_invalid: { status: 403, title: "The pairing code is not good" },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: string }>>;

export type ProblemCode = keyof typeof PROBLEM_CODES;

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEM_CODES, code);
}
