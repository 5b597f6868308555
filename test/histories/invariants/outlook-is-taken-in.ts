import type { CalendarItem } from "../../../simulator/mailbox/calendar-item.ts";
import { seriesViews } from "../../../simulator/mailbox/event-view.ts";
import { RESERVATION_PROPERTY } from "../../../src/exchange/event-mapping.ts";
import { itemsOf, ownEvents } from "../calendars.ts";
import type { Attendee } from "../../../src/core/reservations/attendees.ts";
import type { History, Invariant, Known } from "../history.ts";
import { inWords } from "../model.ts";

interface MeetingNow {
  readonly id: string;
  readonly ical_uid: string | null;
  readonly subject: string;
  readonly sensitivity: string;
  readonly attendees: readonly Attendee[];
  readonly state: string;
  readonly origin: string;
  readonly requested_for: string;
  readonly written: boolean;
}

/**
 * What people made in Outlook stands here once and as the organizer's copy says, for whoever
 * organizes it, as long as a room has it; nothing else stands here as made in Outlook but what was
 * made here, is over here and was sent again there, and nothing was ever written to a calendar for
 * any of it.
 */
export const OUTLOOK_IS_TAKEN_IN: Invariant = {
  name: "Outlook is taken in",
  async check(history, known) {
    const rows = await meetingsNow(history);
    const ours = new Set(ownEvents(history.exchange.world).map(({ item }) => item.iCalUId));
    const made = [...meetingsMadeInOutlook(history), ...meetingsFromOutside(history)];
    const meetings = made.filter(({ item }) => hasRoom(history, item));
    const standing = new Set(meetings.map(({ item }) => item.iCalUId));
    const taken = rows.filter(({ origin }) => origin === "calendar");
    const standsAsOurs = new Set(
      rows.flatMap((row) => (row.origin === "usher" ? (row.ical_uid ?? []) : [])),
    );
    return [
      ...taken
        .filter((row) => standsAsOurs.has(row.ical_uid ?? ""))
        .map(({ subject }) => `${subject} was made here and stands here as made in Outlook too`),
      ...taken
        .filter((row) => !standing.has(row.ical_uid ?? "") && !ours.has(row.ical_uid ?? ""))
        .map(({ subject, state }) => `${subject} is ${state}, and no such meeting has a room`),
      ...taken.filter(({ written }) => written).map(({ subject }) => `${subject} was written`),
      ...meetings.flatMap(({ email, item }) => {
        const stand = rows.filter((row) => row.ical_uid === item.iCalUId);
        return differences(history, email, item, stand, known).map(
          (each) => `${item.subject}: ${each}`,
        );
      }),
    ];
  },
};

/** Each standing meeting by its own row; one of several reservations stands by them alone. */
async function meetingsNow({ database, time }: History): Promise<readonly MeetingNow[]> {
  const { rows } = await database.pool.query<MeetingNow>(
    `select r.id, r.ical_uid, r.subject, r.sensitivity, r.attendees, r.state, r.origin,
       lower(f.email) as requested_for,
       exists (select 1 from sync_event e
         where e.reservation_id = r.id and e.type <> 'release') as written
     from reservation r join person f on f.id = r.requested_for
     where r.parent_id is null and r.state not in ('cancelled', 'rejected', 'completed', 'no_show')
       and (not r.is_parent and r.end_at > $1 or exists (select 1 from reservation c where c.parent_id = r.id
         and c.end_at > $1 and c.state not in ('cancelled', 'rejected', 'completed', 'no_show')))
     order by r.id`,
    [new Date(time.nowMs()).toISOString()],
  );
  return rows;
}

function meetingsMadeInOutlook({ exchange, company }: History) {
  return company.everybody.flatMap(({ email }) =>
    itemsOf(exchange.world, email)
      .filter((item) => item.isOrganizer && !item.isCancelled)
      .filter((item) => item.extendedProperties[RESERVATION_PROPERTY] === undefined)
      .map((item) => ({ email, item })),
  );
}

/** By the room's copy alone: whatever else they say stays outside. */
function meetingsFromOutside({ exchange, company, model }: History) {
  const copies = company.spaces
    .flatMap(({ mailbox }) => (mailbox === null ? [] : itemsOf(exchange.world, mailbox)))
    .filter(({ iCalUId }) => model.externalMeetings.has(iCalUId));
  return copies.map((copy) => ({
    email: copy.organizer.address,
    item: {
      ...copy,
      subject: "Reserved in Outlook",
      sensitivity: "normal" as const,
      attendees: [],
    },
  }));
}

/** Some room has not declined it, and it is not over. */
function hasRoom({ exchange, company, time }: History, { iCalUId }: CalendarItem): boolean {
  const hasIt = ({ isCancelled, myResponse }: CalendarItem): boolean =>
    !isCancelled && myResponse.response !== "declined";
  const isAhead = (item: CalendarItem): boolean =>
    item.series === null
      ? item.endMs > time.nowMs() && hasIt(item)
      : seriesViews(item, time.nowMs(), time.nowMs() + 30 * 86_400_000).some((view) =>
          hasIt(view.item),
        );
  return company.spaces.some(
    ({ mailbox }) =>
      mailbox !== null &&
      itemsOf(exchange.world, mailbox).some(
        (item) => item.iCalUId === iCalUId && !item.isCancelled && isAhead(item),
      ),
  );
}

/** Of people no room is told. */
function invitedIn({ attendees }: CalendarItem): string {
  const people = attendees.filter(({ type }) => type !== "resource");
  return inWords(
    people.map(({ address, type }) => ({
      email: address,
      type: type === "optional" ? type : "required",
    })),
  );
}

/**
 * As its organizer has it, unless somebody has made it otherwise here (policy, U0): then as it was made
 * here, and where it was changed in Outlook as well, either.
 */
function privacyOf({ model }: History, item: CalendarItem, row: MeetingNow): string {
  const there = item.sensitivity === "normal" ? "normal" : "private";
  const here = model.privacyMadeHere.get(row.id);
  const isEither = model.privacyMadeInOutlook.has(item.iCalUId);
  return here === undefined || (isEither && row.sensitivity === there) ? there : here;
}

function differences(
  history: History,
  email: string,
  item: CalendarItem,
  stand: readonly MeetingNow[],
  known: Known,
): readonly string[] {
  const [row] = stand;
  if (row === undefined || stand.length > 1) return [`stands here ${stand.length} times`];
  const is = {
    origin: row.origin,
    subject: row.subject,
    sensitivity: row.sensitivity,
    requestedFor: row.requested_for,
    attendees: inWords(row.attendees),
  };
  const shall: typeof is = {
    origin: "calendar",
    subject: item.subject,
    sensitivity: privacyOf(history, item, row),
    requestedFor: email.toLowerCase(),
    attendees: known === "what rooms were told" ? is.attendees : invitedIn(item),
  };
  return Object.entries(is).flatMap(([name, value]) => {
    const wanted = shall[name as keyof typeof is];
    return value === wanted ? [] : [`${name} is ${value}, in Outlook it is ${wanted}`];
  });
}
