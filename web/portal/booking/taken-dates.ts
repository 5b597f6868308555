import type { Space } from "../../../src/contract/places.ts";
import type { CreateReservation, SeriesPreview } from "../../../src/contract/reservations.ts";
import type { Repeat } from "./repeat.ts";

/** What is to become of dates that are taken. */
export type TakenAnswer = Pick<Repeat, "onTaken" | "roomsByDate">;

/** A date of a series that is taken, and where else it can be. */
export interface TakenDate {
  readonly date: string;
  readonly start: string;
  /** The nearest first. */
  readonly rooms: readonly Space[];
  /** The nearest, unless another was chosen; null: the date is left out. */
  readonly chosen: Space | null;
}

/** What is chosen for a date that is not to be in any other room. */
export const LEFT_OUT = "";

export function takenDates(
  preview: SeriesPreview,
  { roomsByDate }: Pick<TakenAnswer, "roomsByDate">,
): readonly TakenDate[] {
  return preview.occurrences
    .filter(({ is_free: isFree }) => !isFree)
    .map(({ original_date: date, start, alternatives: rooms }) => {
      const wanted = roomsByDate[date];
      const [nearest = null] = wanted === LEFT_OUT ? [] : rooms;
      // What was chosen may have been taken meanwhile.
      return { date, start, rooms, chosen: rooms.find(({ id }) => id === wanted) ?? nearest };
    });
}

/** What is asked of the server for dates that are taken. */
export function conflictAnswer(
  answer: TakenAnswer,
  preview: SeriesPreview | undefined,
): Pick<CreateReservation, "on_conflict" | "dates_elsewhere"> {
  if (answer.onTaken !== "elsewhere" || preview === undefined) {
    return { on_conflict: answer.onTaken === "skip" ? "skip" : "refuse" };
  }
  const dates = takenDates(preview, answer);
  return {
    on_conflict: dates.some(({ chosen }) => chosen === null) ? "skip" : "refuse",
    dates_elsewhere: dates.flatMap(({ date, chosen }) =>
      chosen === null ? [] : [{ original_date: date, space_id: chosen.id }],
    ),
  };
}
