/** When a mailbox's owner works, as Set-MailboxCalendarConfiguration keeps it. */
export interface WorkHours {
  /** Graph's names: "monday" … */
  readonly daysOfWeek: readonly string[];
  /** Minutes since midnight in the mailbox's zone. */
  readonly startMinute: number;
  readonly endMinute: number;
}

/** Exchange's default: Monday to Friday, 8 to 17. */
export const WORK_HOURS_DEFAULT: WorkHours = {
  daysOfWeek: ["monday", "tuesday", "wednesday", "thursday", "friday"],
  startMinute: 8 * 60,
  endMinute: 17 * 60,
};
