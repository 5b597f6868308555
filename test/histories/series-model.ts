import type { SeriesText } from "../../src/core/recurrence/parse-series.ts";
import type { Attendee } from "../../src/core/reservations/attendees.ts";

/** A series that was made here, as it has been agreed: what was written of it last. */
export interface AgreedSeries {
  readonly id: string;
  readonly requestedFor: string;
  spaceId: string;
  subject: string;
  notes: string;
  sensitivity: "normal" | "private";
  attendees: readonly Attendee[];
  /** Null where it is not cancelled. What had begun by then stays as it was. */
  cancelledAtMs: number | null;
  /** The mailbox whose calendar is to show it, as the rules named it; null where none is. */
  place: string | null;
  /** Who is invited because it is not in their own calendar: an address. */
  invited: string | null;
  series: SeriesText;
  /** Of occurrences in other spaces than the series, by date. */
  readonly spaces: Map<string, string>;
  /** Somebody has changed it in Outlook: then both sides agree, whatever they show. */
  isTouched: boolean;
}
