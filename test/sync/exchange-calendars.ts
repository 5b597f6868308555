/** What stands in the calendars of the simulated Exchange Online, and how they are emptied. */
import type { CalendarItem } from "../../simulator/mailbox/calendar-item.ts";
import { calendarViews } from "../../simulator/mailbox/event-view.ts";
import { SIMULATOR_SETTINGS_DEFAULTS } from "../../simulator/settings.ts";
import type { Tenant } from "../identity/identity-stage.ts";

/** Mailboxes, faults, journal and settings as new; the people and their consents stay. */
export function resetExchange({ simulator: { world } }: Tenant): void {
  for (const mailbox of world.mailboxes.all()) {
    for (const { key } of mailbox.items()) mailbox.remove(key);
  }
  world.faults.clear();
  world.journal.clear();
  Object.assign(world.settings, structuredClone(SIMULATOR_SETTINGS_DEFAULTS), {
    roomDecisionDelayMs: [50, 150],
  });
}

/** What stands in a person's or a room's calendar, cancelled meetings left out. */
export function calendarOf(tenant: Tenant, email: string): readonly CalendarItem[] {
  const { world } = tenant.simulator;
  return [...world.mailboxes.of(tenant.user(email).id).items()].filter(
    ({ isCancelled }) => !isCancelled,
  );
}

/** When the meetings of a calendar begin, each occurrence of a series by itself. */
export function occurrenceStarts(tenant: Tenant, email: string): readonly number[] {
  const mailbox = tenant.simulator.world.mailboxes.of(tenant.user(email).id);
  const fromMs = Date.now();
  return calendarViews(mailbox, fromMs, fromMs + 400 * 24 * 60 * 60 * 1000)
    .filter(({ item }) => !item.isCancelled)
    .map(({ startMs }) => startMs)
    .toSorted((left, right) => left - right);
}
