import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import type { Space } from "../../../src/contract/places.ts";
import type {
  CreateReservation,
  PreviewSeries,
  Reservation,
  SeriesPreview,
} from "../../../src/contract/reservations.ts";
import { useIdempotencyKey } from "../../ui/api/use-idempotency-key.ts";
import { useCreateReservation, useSeriesPreview } from "../../ui/api/reservations.ts";
import { useSession } from "../../ui/api/session.ts";
import { Button } from "../../ui/components/button.tsx";
import { Dialog } from "../../ui/components/dialog.tsx";
import { PersonField } from "../../ui/components/person-field.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { instantOf } from "../../ui/format/wall-time.ts";
import { useMessages } from "../../ui/messages/messages.ts";
import type { ConnectionOutcome } from "../connection/connection-outcome.ts";
import { useWayToOutlook, WayToOutlook } from "../connection/way-to-outlook.tsx";
import { SpaceServices } from "../services/space-services.tsx";
import { BookingSummary } from "./booking-summary.tsx";
import { keepDraft, type BookingDraft } from "./booking-draft.ts";
import { MeetingFields } from "./meeting-fields.tsx";
import { faultOfRepeat, recurrenceOf } from "./repeat.ts";
import { RepeatFields } from "./repeat-fields.tsx";
import { SeriesPreviewBox } from "./series-preview.tsx";
import { conflictAnswer } from "./taken-dates.ts";
import "../series/series.css";

interface BookingDialogProps {
  readonly space: Space;
  readonly initial: BookingDraft;
  readonly connectionOutcome: ConnectionOutcome | null;
  readonly onClose: () => void;
  /** What follows a booking; by default one's own reservations are shown. */
  readonly onBooked?: (reservation: Reservation) => void;
}

export function BookingDialog(props: BookingDialogProps) {
  const { space, initial, connectionOutcome, onClose, onBooked } = props;
  const { t } = useMessages();
  const [, navigate] = useLocation();
  const session = useSession();
  const [draft, setDraft] = useState(initial);
  const create = useCreateReservation((reservation) => {
    onClose();
    tell({ title: t.booking.booked({ space: space.name }), detail: reservation.number });
    if (onBooked !== undefined) onBooked(reservation);
    else navigate(reservation.is_parent ? `/reservations/${reservation.id}` : "/reservations");
  });
  const way = useWayToOutlook(space, connectionOutcome);
  const keyFor = useIdempotencyKey();
  const change = (part: Partial<BookingDraft>) => setDraft((old) => ({ ...old, ...part }));

  useEffect(() => keepDraft(sessionStorage, draft), [draft]);

  const wanted = previewOf(draft, space);
  const preview = useSeriesPreview(wanted);
  // What becomes of which date has to be known before it is asked for.
  const isLooking =
    draft.repeat.onTaken === "elsewhere" && wanted !== null && preview.isPlaceholderData;
  const hasFault = faultOfRepeat(draft.repeat, draft.date) !== null;

  const book = () => {
    if (hasFault || isLooking || !way.isOpen()) return;
    const body = requestOf(draft, space, preview.data);
    // A date may just have been taken: then what is shown says so.
    const lookAgain = { onError: () => void (wanted && preview.refetch()) };
    create.mutate({ body, idempotencyKey: keyFor(body) }, lookAgain);
  };
  // Policy C6: in personal mode a synced space is reserved for oneself alone.
  const showsOnBehalf = space.module.on_behalf_shown && !way.isOwnCalendar;

  return (
    <Dialog
      title={t.booking.title({ space: space.name })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t.actions.close}</Button>
          <Button look="primary" isPending={create.isPending || isLooking} onPress={book}>
            {t.actions.book}
          </Button>
        </>
      }
    >
      <WayToOutlook way={way} error={create.error} />
      <BookingSummary spaces={[space]} draft={draft} />
      {space.module.recurring_enabled ? (
        <RepeatFields
          value={draft.repeat}
          date={draft.date}
          onChange={(repeat) => change({ repeat })}
        />
      ) : null}
      {wanted === null ? null : (
        <SeriesPreviewBox
          query={preview}
          space={space}
          act="book"
          answer={draft.repeat}
          onChange={(part) => change({ repeat: { ...draft.repeat, ...part } })}
        />
      )}
      {showsOnBehalf ? (
        <PersonField
          label={t.booking.requestedFor}
          description={t.booking.requestedForYou({ name: session.person.display_name })}
          value={draft.requestedFor}
          onChange={(requestedFor) => change({ requestedFor })}
        />
      ) : null}
      <MeetingFields value={draft} onChange={change} />
      <SpaceServices
        space={space}
        chosen={draft.services}
        onChange={(services) => change({ services })}
      />
    </Dialog>
  );
}

function placeAndTimeOf(draft: BookingDraft, space: Space) {
  const zone = space.time_zone;
  return {
    space_id: space.id,
    start: instantOf({ date: draft.date, time: draft.from }, zone),
    end: instantOf({ date: draft.date, time: draft.to }, zone),
    time_zone: zone,
  };
}

/** Null where nothing repeats. */
function previewOf(draft: BookingDraft, space: Space): PreviewSeries | null {
  const recurrence = recurrenceOf(draft.repeat, draft.date);
  const { services } = draft;
  // Whoever comes needs a seat, and so does who invites.
  const seats = draft.attendees.length + 1;
  const placed = placeAndTimeOf(draft, space);
  return recurrence === null ? null : { ...placed, recurrence, seats, services };
}

function requestOf(
  draft: BookingDraft,
  space: Space,
  preview: SeriesPreview | undefined,
): CreateReservation {
  const recurrence = recurrenceOf(draft.repeat, draft.date);
  return {
    ...placeAndTimeOf(draft, space),
    subject: draft.subject,
    notes: draft.notes,
    sensitivity: draft.isPrivate ? "private" : "normal",
    attendees: draft.attendees,
    ...(draft.requestedFor ? { requested_for: draft.requestedFor.id } : {}),
    services: draft.services,
    ...(recurrence === null ? {} : { recurrence, ...conflictAnswer(draft.repeat, preview) }),
  };
}
