import type { Reservation } from "../../../src/contract/reservations.ts";
import { useReservationList } from "../../ui/api/reservations.ts";
import { useSession } from "../../ui/api/session.ts";
import { useMinute } from "../../ui/format/use-minute.ts";
import { instantOf, wallTimeOf } from "../../ui/format/wall-time.ts";
import { useInstant } from "../reservations/use-instant.ts";
import { type Day, dayOf } from "./day-of.ts";
import { TOLD_FOR_HOURS } from "./needs-of.ts";

const HOUR_MS = 60 * 60_000;

export interface MyDay {
  readonly now: string;
  readonly day: Day;
  /** What is for the person, or made by them: of today and all that comes, as far as was read. */
  readonly mine: readonly Reservation[];
  /** What their day is made of: what is for them, and what they are invited to. */
  readonly meetings: readonly Reservation[];
}

export interface MyDayReading {
  /** Null until it is known. */
  readonly myDay: MyDay | null;
  readonly error: unknown;
  readonly readAgain: () => void;
}

/** The day of whoever is signed in, as it goes on. */
export function useMyDay(): MyDayReading {
  const { person } = useSession();
  const zone = person.time_zone;
  const minute = useMinute();
  const { date } = wallTimeOf(minute, zone);
  const from = instantOf({ date, time: "00:00" }, zone);
  const hourMs = Math.floor(Date.parse(minute) / HOUR_MS) * HOUR_MS;
  const since = new Date(hourMs - TOLD_FOR_HOURS * HOUR_MS).toISOString();
  const coming = useReservationList(`coming ${from}`, { from, state: COMING });
  const invited = useReservationList(`invited ${from}`, { scope: "invited", from, state: HELD });
  const open = useReservationList(`open ${from}`, { from, state: OPEN });
  const lost = useReservationList(`lost ${since}`, { from: since, state: LOST });
  const items = ({ data }: typeof coming) => data?.pages.flatMap((page) => page.items) ?? [];
  const mine = [...items(coming), ...items(open), ...items(lost)];
  const isMine = ({ requested_for: { id } }: Reservation) => id === person.id;
  const meetings = onceEach([...items(coming).filter(isMine), ...items(invited)]);
  const now = useInstant(
    meetings.flatMap(({ start, end, check_in_opens_at: opensAt }) => [start, end, opensAt]),
  );
  const queries = [coming, invited, open, lost];
  const latest = now > minute ? now : minute;
  return {
    myDay:
      coming.data === undefined
        ? null
        : { now: latest, day: dayOf(meetings, { now: latest, zone }), mine, meetings },
    error: queries.find(({ error }) => error !== null)?.error ?? null,
    readAgain: () => {
      for (const query of queries) void query.refetch();
    },
  };
}

const HELD = [
  "awaiting_confirmation",
  "awaiting_approval",
  "approved",
  "confirmed",
  "in_progress",
  "completed",
] as const;
const COMING = [...HELD, "conflicted"] as const;
const OPEN = ["conflicted", "awaiting_confirmation", "awaiting_approval"] as const;
const LOST = ["no_show", "rejected"] as const;

function onceEach(reservations: readonly Reservation[]): readonly Reservation[] {
  return [...new Map(reservations.map((each) => [each.id, each])).values()];
}
