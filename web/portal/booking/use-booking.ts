import { useState } from "react";
import type { Space } from "../../../src/contract/places.ts";
import { useSpace } from "../../ui/api/places.ts";
import { useConnectionOutcome } from "../connection/connection-outcome.ts";
import { forgetDraft, readDraft, type BookingDraft } from "./booking-draft.ts";
import { noRepeat } from "./repeat.ts";

/** The reservation being made: begun here, or found again after the way to Outlook. */
export function useBooking(times: Pick<BookingDraft, "date" | "from" | "to">) {
  const [outcome, clearOutcome] = useConnectionOutcome();
  const [draft, setDraft] = useState<BookingDraft | null>(() => readDraft(sessionStorage));
  const [chosen, setChosen] = useState<Space | null>(null);
  const kept = useSpace(draft && !chosen ? draft.spaceId : undefined);

  const begin = (space: Space) => {
    setChosen(space);
    setDraft({
      spaceId: space.id,
      date: times.date,
      from: times.from,
      to: times.to,
      subject: "",
      notes: "",
      isPrivate: false,
      attendees: [],
      requestedFor: null,
      services: [],
      repeat: noRepeat(times.date),
    });
  };
  const end = () => {
    forgetDraft(sessionStorage);
    clearOutcome();
    setDraft(null);
    setChosen(null);
  };
  return { draft, space: chosen ?? kept.data ?? null, outcome, begin, end };
}
