import { wallTimeOf } from "../../ui/format/wall-time.ts";

/** Where a person's calendar is opened at the day of a meeting, by the template of the session. */
export function outlookAddress(
  template: string,
  mailbox: string,
  { start, time_zone: zone }: { readonly start: string; readonly time_zone: string },
): string {
  return template
    .replaceAll("{mailbox}", encodeURIComponent(mailbox))
    .replaceAll("{date}", wallTimeOf(start, zone).date);
}
