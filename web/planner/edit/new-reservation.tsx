import { useState } from "react";
import { BookingDialog } from "../../portal/booking/booking-dialog.tsx";
import { forgetDraft, type BookingDraft } from "../../portal/booking/booking-draft.ts";
import { noRepeat } from "../../portal/booking/repeat.ts";
import type { Space } from "../../../src/contract/places.ts";
import { useSpace } from "../../ui/api/places.ts";
import { wallTimeOf } from "../../ui/format/wall-time.ts";
import type { Draft } from "./draft.ts";

interface NewReservationProps {
  readonly draft: Draft;
  readonly onClose: () => void;
  readonly onBooked: (id: string) => void;
}

/** The portal's own booking, with the place and the time that were drawn. */
export function NewReservation({ draft, onClose, onBooked }: NewReservationProps) {
  const { data: space } = useSpace(draft.row.space.id);
  if (space === undefined) return null;
  return <Booking space={space} draft={draft} onClose={onClose} onBooked={onBooked} />;
}

function Booking({ space, draft, onClose, onBooked }: NewReservationProps & { space: Space }) {
  const [initial] = useState(() => bookingOf(draft, space));
  return (
    <BookingDialog
      space={space}
      initial={initial}
      connectionOutcome={null}
      onClose={() => {
        forgetDraft(sessionStorage);
        onClose();
      }}
      onBooked={({ id }) => onBooked(id)}
    />
  );
}

/** In the building's own time, as people there read it; it ends on the day it begins. */
function bookingOf({ startMs, endMs }: Draft, space: Space): BookingDraft {
  const start = wallTimeOf(new Date(startMs).toISOString(), space.time_zone);
  const end = wallTimeOf(new Date(endMs).toISOString(), space.time_zone);
  return {
    spaceId: space.id,
    date: start.date,
    from: start.time,
    to: end.date === start.date ? end.time : "23:59",
    subject: "",
    notes: "",
    isPrivate: false,
    attendees: [],
    requestedFor: null,
    services: [],
    repeat: noRepeat(start.date),
  };
}
