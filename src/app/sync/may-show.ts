import { type AgreedMeeting, differingFields } from "../../core/sync/agreed.ts";
import type { EventContent } from "./calendar.ts";
import { agreedFrom, withoutSilentRooms } from "./event-content.ts";
import type { SyncWork } from "./sync-work.ts";

/** What the calendar may show after a try, whatever comes of it, with what it may show already. */
export function mayShow(work: SyncWork, content: EventContent): readonly AgreedMeeting[] {
  const { event } = work;
  if (event.type === "cancel" || event.type === "release") return [];
  const contents = event.asksAgain ? [withoutSilentRooms(content, work), content] : [content];
  const wanted = contents.map((each) => agreedFrom(each, []));
  const views = [
    ...event.mayShow,
    ...patternsAlone(work, wanted),
    ...roomsToCome(work, wanted),
    ...wanted,
  ];
  return [...new Map(views.map((view) => [JSON.stringify(view), view])).values()];
}

/**
 * The rooms of a series with dates of its own are invited once those are in line (facts 2), and anew
 * where its pattern becomes another. One that is there already may have been given such dates in
 * Outlook, which the write leaves as they are.
 */
function roomsToCome(
  { reservation }: SyncWork,
  wanted: readonly AgreedMeeting[],
): readonly AgreedMeeting[] {
  const invited = reservation.mayBeShown.flatMap(({ rooms }) => rooms);
  const isThere = reservation.mayBeShown.length > 0;
  return wanted.flatMap((view) => {
    if (view.series === null) return [];
    const { exceptions = [], cancelledDates = [] } = view.series;
    const dates = [...exceptions, ...cancelledDates, ...Object.keys(view.roomsByDate ?? {})];
    const mayHaveDates = isThere || dates.length > 0;
    const stay = isPatternThere(reservation, view) ? invited : [];
    const rooms = view.rooms.filter((room) => stay.includes(room));
    return mayHaveDates && rooms.length < view.rooms.length ? [{ ...view, rooms }] : [];
  });
}

/**
 * A series that the calendar has not, or has with another pattern, is shown for a moment as its
 * pattern alone has it: its dates are brought in line one by one afterwards (facts 1.8).
 */
function patternsAlone(
  { reservation }: SyncWork,
  wanted: readonly AgreedMeeting[],
): readonly AgreedMeeting[] {
  return wanted.flatMap((view) => {
    if (view.series === null || isPatternThere(reservation, view)) return [];
    const series = { ...view.series, exceptions: [], cancelledDates: [] };
    return [{ ...view, roomsByDate: {}, series }];
  });
}

function isPatternThere({ mayBeShown }: SyncWork["reservation"], view: AgreedMeeting): boolean {
  return mayBeShown.some((shown) => !differingFields(shown, view).includes("times"));
}
