/** `error`: something does not work; `warning`: it will not for somebody; `notice`: worth knowing. */
export type Severity = "error" | "warning" | "notice";

/**
 * Everything that the configuration scan can find, by code. Codes are stable. The manual's page,
 * `docs/reference/configuration-scan.md`, is written from this; a test holds the two together.
 */
export const FINDINGS = {
  // The instance.
  no_active_provider: {
    severity: "error",
    title: "No calendar provider is active",
    means: "Nothing is written to Exchange and nothing is read from it.",
  },
  public_url_not_https: {
    severity: "error",
    title: "The public address is not HTTPS",
    means:
      "Microsoft takes no redirect address over plain HTTP but one at localhost, and session " +
      "cookies travel readably.",
  },
  public_url_is_local: {
    severity: "notice",
    title: "The public address is this machine's own",
    means: "Good for trying; nobody else reaches it, and Exchange cannot tell of changes.",
  },
  microsoft_url_not_https: {
    severity: "error",
    title: "Microsoft is called without HTTPS",
    means: "Tokens and secrets travel readably.",
  },
  room_settings_not_given: {
    severity: "notice",
    title: "The rooms' own rules are not known",
    means: "Microsoft Graph does not tell them; hand in the output of Exchange PowerShell.",
  },
  room_settings_old: {
    severity: "notice",
    title: "The rooms' own rules were handed in long ago",
    means: "They may have been changed in Exchange since.",
  },
  room_settings_unmatched: {
    severity: "notice",
    title: "Rules were handed in for mailboxes that are no room here",
    means: "They belong to rooms that are not synced, or the mailbox is named otherwise.",
  },

  // Calendar providers.
  credential_missing: {
    severity: "error",
    title: "The application has no credential",
    means: "Without a client secret or a certificate it gets no token.",
  },
  credential_expired: {
    severity: "error",
    title: "The application's credential has expired",
    means: "It gets no token until there is a new one.",
  },
  certificate_expires_soon: {
    severity: "warning",
    title: "The application's certificate expires soon",
    means: "From that day on it gets no token.",
  },
  credential_rejected: {
    severity: "error",
    title: "Microsoft rejects the application's credential",
    means: "Tenant, client id, secret or certificate are wrong.",
  },
  admin_consent_missing: {
    severity: "error",
    title: "An administrator has not consented",
    means: "Microsoft gives no token before an administrator of the tenant has consented.",
  },
  sign_in_service_unavailable: {
    severity: "warning",
    title: "Microsoft's sign-in service did not answer",
    means: "Whether the credential works could not be tried.",
  },
  delegated_user_missing: {
    severity: "error",
    title: "No delegated user is set",
    means: "In strict and personal mode the delegated user acts for the system.",
  },
  delegated_user_not_expected: {
    severity: "notice",
    title: "A delegated user is set in normal mode",
    means: "The application acts in normal mode; the address is kept for a change of the mode.",
  },
  delegated_user_not_connected: {
    severity: "error",
    title: "The delegated user is not connected",
    means: "There is no token to act with.",
  },
  delegated_user_token_unusable: {
    severity: "error",
    title: "The delegated user must connect again",
    means: "The token was revoked, has lapsed, or is another account's than the one named by now.",
  },
  delegated_user_permission_missing: {
    severity: "error",
    title: "The delegated user's token lacks a permission",
    means: "It may not write into its own calendar, or not into the rooms'.",
  },
  delegated_user_other_account: {
    severity: "error",
    title: "Another account is connected than the delegated user",
    means: "Meetings would be written into that account's calendar.",
  },
  place_permission_missing: {
    severity: "notice",
    title: "The rooms in Exchange may not be listed",
    means: "Without Place.Read.All rooms can be neither imported nor compared.",
  },
  application_reaches_everybody: {
    severity: "notice",
    title: "The application may open every calendar of the tenant",
    means: "A permission that is granted in Entra ID holds for each mailbox, whatever its scope.",
  },
  permission_not_needed: {
    severity: "notice",
    title: "A permission is granted that is not needed",
    means: "Whoever got hold of the credential could use it.",
  },
  calendar_permission_missing: {
    severity: "error",
    title: "Every room's calendar is denied",
    means: "The permission for calendars, the consent or the scope of rooms is missing as a whole.",
  },

  // Sync configurations.
  provider_inactive: {
    severity: "error",
    title: "An active configuration has an inactive calendar provider",
    means: "The space is synced in name only.",
  },
  mailbox_missing: {
    severity: "error",
    title: "A configuration has no room mailbox",
    means: "There is nobody to invite.",
  },
  mailbox_differs: {
    severity: "error",
    title: "The room mailbox is not the space's address",
    means: "One of the two is a mistake, and another room may be booked.",
  },
  address_used_twice: {
    severity: "error",
    title: "One address belongs to two spaces",
    means: "Both would be booked in one room's calendar.",
  },
  space_inactive: {
    severity: "warning",
    title: "An inactive space is synced",
    means: "Nobody can book it here, and its calendar is still followed.",
  },
  building_inactive: {
    severity: "warning",
    title: "A space of an inactive building is synced",
    means: "It is found by nobody, and its calendar is still followed.",
  },
  dry_run: {
    severity: "notice",
    title: "A configuration is on dry run",
    means: "What would be sent is prepared and never sent.",
  },
  space_not_synced: {
    severity: "notice",
    title: "A space has a mailbox and is not synced",
    means: "Reservations of it are not in Outlook, and meetings in Outlook are not here.",
  },

  // Room mailboxes.
  delegate_rights_missing: {
    severity: "error",
    title: "The delegated user may not write to the room's calendar",
    means: "Its meetings cannot be read, and its answers cannot be followed.",
  },
  room_out_of_reach: {
    severity: "error",
    title: "The application may not read the room's calendar",
    means: "Meetings made in Outlook are not seen here.",
  },
  mailbox_not_in_exchange: {
    severity: "error",
    title: "The room mailbox is not in Exchange",
    means: "Nobody answers invitations to it.",
  },
  mailbox_not_a_room: {
    severity: "error",
    title: "The mailbox is not a room's",
    means: "Only resource mailboxes answer invitations by themselves.",
  },
  room_not_bookable: {
    severity: "error",
    title: "The room is reserved in Exchange",
    means: "Exchange takes no booking of it.",
  },
  room_check_failed: {
    severity: "warning",
    title: "The room could not be looked at",
    means: "Exchange did not answer, or asked to be left alone.",
  },
  room_time_zone_differs: {
    severity: "warning",
    title: "The room's time zone is not its building's",
    means: "Exchange counts the room's working hours and booking window in another zone.",
  },
  capacity_differs: {
    severity: "notice",
    title: "The capacity in Exchange is another",
    means: "People who search in Outlook and people who search here see different rooms.",
  },

  // How changes reach us.
  change_source_missing: {
    severity: "error",
    title: "Changes in the room's calendar do not reach us",
    means: "Neither is there a subscription, nor is the calendar looked at.",
  },
  subscription_expired: {
    severity: "error",
    title: "The subscription to the room's calendar has expired",
    means: "Exchange tells of changes no more.",
  },
  change_source_failing: {
    severity: "error",
    title: "Following the room's calendar fails",
    means: "Meetings made or changed in Outlook are not seen here.",
  },
  change_source_silent: {
    severity: "warning",
    title: "The room's calendar was not read for a day",
    means: "Even without changes it is read again and again.",
  },

  // What Exchange does differently from the module.
  automatic_processing_off: {
    severity: "error",
    title: "The room does not answer by itself",
    means: "Reservations wait for an answer that does not come.",
  },
  conflicts_allowed: {
    severity: "error",
    title: "The room accepts meetings at the same time",
    means: "Two meetings made in Outlook, or one made there and one here, share the room.",
  },
  booking_window_shorter: {
    severity: "warning",
    title: "The room's booking window is shorter than the module's",
    means: "What is reserved further ahead is declined by the room.",
  },
  duration_shorter: {
    severity: "warning",
    title: "The room takes only shorter meetings than the module",
    means: "Longer reservations are declined by the room.",
  },
  recurring_declined: {
    severity: "warning",
    title: "The room takes no series",
    means: "A series reserved here is declined by the room.",
  },
  series_cut_short: {
    severity: "warning",
    title: "The room cuts series short",
    means: "Occurrences beyond the booking window are left out without a word.",
  },
  approval_required: {
    severity: "warning",
    title: "The room's delegates approve each booking",
    means: "Reservations wait until somebody decides in Outlook.",
  },
  booking_restricted: {
    severity: "warning",
    title: "The room takes bookings of certain people only",
    means: "Those of all others are declined.",
  },
  conflicts_await_approval: {
    severity: "warning",
    title: "Requests out of policy await approval",
    means: "What Exchange would decline, such as a conflict, is held as tentative instead.",
  },
  working_hours_only: {
    severity: "warning",
    title: "The room takes meetings in working hours only",
    means: "Reservations outside of them are declined by the room.",
  },
  capacity_enforced: {
    severity: "warning",
    title: "The room declines meetings with more people than seats",
    means: "Reservations here may have more attendees than the space has seats.",
  },
  private_flag_removed: {
    severity: "warning",
    title: "The room drops the private flag",
    means: "Whoever reads the room's calendar sees what was to be private.",
  },
  organizer_as_subject: {
    severity: "notice",
    title: "The room shows the organizer's name as the subject",
    means: "In strict mode every meeting in the room's calendar has the delegated user's name.",
  },
  subject_deleted: {
    severity: "notice",
    title: "The room deletes the subject",
    means: "The room's calendar in Outlook shows meetings without a subject.",
  },
  external_requests_rejected: {
    severity: "notice",
    title: "The room rejects requests from outside",
    means: "Organizers of another tenant cannot book it.",
  },
  room_settings_missing: {
    severity: "notice",
    title: "The room is missing in what was handed in",
    means: "Its own rules could not be compared.",
  },

  // Reservations.
  double_booked: {
    severity: "error",
    title: "Exchange accepted a meeting over a confirmed reservation",
    means: "Two meetings hold the room at one time.",
  },
  recurrence_unreadable: {
    severity: "error",
    title: "A series in a room's calendar cannot be read",
    means: "Its times are not held here, or as they were before; people may book them.",
  },
  left_in_room: {
    severity: "error",
    title: "Only the room still has a meeting",
    means:
      "Its organizer's calendar has it no more, so that nobody can cancel it; the room is busy.",
  },
  awaiting_too_long: {
    severity: "warning",
    title: "A reservation awaits confirmation for too long",
    means: "It should end in seconds or minutes.",
  },
} as const satisfies Readonly<
  Record<string, { readonly severity: Severity; readonly title: string; readonly means: string }>
>;

export type FindingCode = keyof typeof FINDINGS;
