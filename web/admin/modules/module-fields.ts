import type { ChangeModule, ReservableModule } from "../../../src/contract/modules.ts";
import type { PersonSummary } from "../../ui/api/people.ts";

/** A module as it stands in the form; a number is undefined while its field is empty. */
export interface ModuleFields {
  readonly name: string;
  readonly durationMin: number | undefined;
  readonly durationMax: number | undefined;
  readonly daysAhead: number | undefined;
  readonly subjectRequired: boolean;
  readonly onBehalfShown: boolean;
  readonly recurringEnabled: boolean;
  readonly multiSpaceEnabled: boolean;
  readonly groupEnabled: boolean;
  readonly showAs: ReservableModule["show_as"];
  readonly checkInPolicy: ReservableModule["check_in_policy"];
  readonly opensBefore: number | undefined;
  readonly releases: boolean;
  readonly reminderBefore: number | undefined;
  readonly approvalPolicy: ReservableModule["approval_policy"];
  readonly approvers: readonly PersonSummary[];
}

export function fieldsOf(module: ReservableModule): ModuleFields {
  return {
    name: module.name,
    durationMin: module.duration_minutes_min,
    durationMax: module.duration_minutes_max,
    daysAhead: module.days_ahead_max,
    subjectRequired: module.subject_required,
    onBehalfShown: module.on_behalf_shown,
    recurringEnabled: module.recurring_enabled,
    multiSpaceEnabled: module.multi_space_enabled,
    groupEnabled: module.group_enabled,
    showAs: module.show_as,
    checkInPolicy: module.check_in_policy,
    opensBefore: module.check_in_opens_minutes_before,
    releases: module.releases_no_shows,
    reminderBefore: module.reminder_minutes_before,
    approvalPolicy: module.approval_policy,
    approvers: module.approvers,
  };
}

/** Only what is different: two administrators may change different things of one module. */
export function changeOf(module: ReservableModule, fields: ModuleFields): ChangeModule {
  const wanted: Required<ChangeModule> = {
    name: fields.name.trim(),
    duration_minutes_min: fields.durationMin ?? module.duration_minutes_min,
    duration_minutes_max: fields.durationMax ?? module.duration_minutes_max,
    days_ahead_max: fields.daysAhead ?? module.days_ahead_max,
    subject_required: fields.subjectRequired,
    on_behalf_shown: fields.onBehalfShown,
    recurring_enabled: fields.recurringEnabled,
    multi_space_enabled: fields.multiSpaceEnabled,
    group_enabled: fields.groupEnabled,
    show_as: fields.showAs,
    check_in_policy: fields.checkInPolicy,
    check_in_opens_minutes_before: fields.opensBefore ?? module.check_in_opens_minutes_before,
    releases_no_shows: fields.releases,
    reminder_minutes_before: fields.reminderBefore ?? module.reminder_minutes_before,
    approval_policy: fields.approvalPolicy,
    approvers: fields.approvers.map(({ id }) => id),
  };
  const stored: Readonly<Record<string, unknown>> = {
    ...module,
    approvers: module.approvers.map(({ id }) => id),
  };
  return Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => textOf(value) !== textOf(stored[name])),
  );
}

function textOf(value: unknown): string {
  return JSON.stringify(Array.isArray(value) ? value.map(String).toSorted() : value);
}
