import type { RemindedReservation, ReminderKind } from "../../../core/reservations/reminders.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import type { DuePage } from "../life/ports.ts";
import type { Reservation } from "../reservation.ts";

/** A reservation that begins within its module's lead time, and may need something of somebody. */
export interface ComingReservation extends RemindedReservation {
  readonly id: string;
  readonly startAt: Date;
  /** As it was read: with another nothing is told, and it is looked at again. */
  readonly version: number;
  readonly leadMinutes: number;
  readonly requestedFor: string;
  /** Who decides on it; managers where nobody is named, nobody where it needs no approval. */
  readonly approvers: readonly string[];
}

/** One person is told one thing of one reservation. */
export interface NewReminder {
  readonly reservationId: string;
  readonly version: number;
  readonly startAt: Date;
  readonly kind: ReminderKind;
  readonly personId: string;
}

/** What a person was told, and has not put away, with its reservation as it is now. */
export interface ToldReminder {
  readonly id: string;
  readonly kind: ReminderKind;
  readonly startAt: Date;
  readonly toldAt: Date;
  readonly reservation: Reservation;
}

/** Port, filled by `src/store/life/reminder-store.ts`. */
export interface ReminderStore {
  /** Those that begin soon and are not told of as they stand, the first that begin first. */
  coming(page: DuePage): Promise<readonly ComingReservation[]>;
  /**
   * Writes those that nobody has told yet, and where mail is sent a mail to whoever wants one;
   * answers how many reminders.
   */
  tell(reminders: readonly NewReminder[], isMailSent: boolean): Promise<number>;
  /** Of what is not over, what begins first first. */
  told(personId: string, limit: number): Promise<readonly ToldReminder[]>;
  /** Answers whether the person has such a reminder. */
  dismiss(id: string, personId: string): Promise<boolean>;
  /** Answers how many. */
  removeOld(): Promise<number>;
}

export interface ReminderDependencies extends ReservationDependencies {
  readonly reminders: ReminderStore;
}
