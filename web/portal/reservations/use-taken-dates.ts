import { useState } from "react";
import type { PreviewChange, Reservation } from "../../../src/contract/reservations.ts";
import { useSpace } from "../../ui/api/places.ts";
import { useChangePreview } from "../../ui/api/reservations.ts";
import { conflictAnswer, type TakenAnswer } from "../booking/taken-dates.ts";

/**
 * Which dates a change of a series finds taken, and what is to become of them; `wanted` is null where
 * it is no such change.
 */
export function useTakenDates(
  { id, space }: Pick<Reservation, "id" | "space">,
  wanted: PreviewChange | null,
) {
  const [answer, setAnswer] = useState<TakenAnswer>({ onTaken: "stop", roomsByDate: {} });
  const query = useChangePreview(id, wanted);
  const { data: home = space } = useSpace(wanted?.space_id);
  return {
    wanted,
    query,
    /** Where the series is to be. */
    space: home,
    answer,
    change: (part: Partial<TakenAnswer>) => setAnswer((old) => ({ ...old, ...part })),
    // What becomes of which date has to be known before it is asked for.
    isLooking: wanted !== null && answer.onTaken === "elsewhere" && query.isPlaceholderData,
    /** A date may just have been taken: then what is shown says so. */
    lookAgain: () => void (wanted && query.refetch()),
    request: wanted === null ? {} : conflictAnswer(answer, query.data),
  };
}
