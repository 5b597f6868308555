import type { Reservation } from "../../../src/contract/reservations.ts";
import { createOutbox, type Outbox, type OutboxDependencies } from "../../ui/api/outbox.ts";
import { isProblem } from "../../ui/api/problem-error.ts";
import { isJudged } from "../../ui/api/unanswered.ts";
import { type UnsentBooking, unsentBookings } from "./unsent-bookings.ts";

export interface BookingOutbox extends Pick<
  Outbox<UnsentBooking, Reservation>,
  "state" | "subscribe" | "putAway" | "askNow" | "close"
> {
  /** Books, however often that has to be asked for. */
  readonly book: (spaceName: string, body: UnsentBooking["body"]) => void;
  /** It is not wanted any more: given back if it turns out to have been made. */
  readonly giveUp: (key: string) => void;
}

interface BookingDependencies extends Omit<
  OutboxDependencies<UnsentBooking, Reservation>,
  "kept" | "ask"
> {
  /** Throws `ProblemError` where it was refused, or no answer came. */
  readonly ask: (booking: UnsentBooking) => Promise<Reservation>;
  readonly cancel: (reservation: Reservation) => Promise<unknown>;
}

/** Bookings, each with its key, until the server has said what became of them. */
export function createBookingOutbox(deps: BookingDependencies): BookingOutbox {
  const outbox = createOutbox<UnsentBooking, Reservation>({
    ...deps,
    kept: unsentBookings,
    async ask(booking) {
      // It may be given up while it is asked for.
      const isGivenUp = () => outbox.find(booking.key)?.isUnwanted ?? false;
      try {
        const reservation = await deps.ask(booking);
        if (!isGivenUp()) return reservation;
        await deps.cancel(reservation);
        return null;
      } catch (error) {
        if (isProblem(error) && isJudged(error.status) && isGivenUp()) return null;
        throw error;
      }
    },
  });
  const { state, subscribe, putAway, askNow, close } = outbox;
  return {
    state,
    subscribe,
    putAway,
    askNow,
    close,
    book(spaceName, body) {
      outbox.send((unsent) => ({ ...unsent, spaceName, body, isUnwanted: false }));
    },
    giveUp(key) {
      const booking = outbox.find(key);
      if (booking) outbox.change({ ...booking, isUnwanted: true });
    },
  };
}
