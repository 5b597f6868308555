import type { DuePage } from "../life/ports.ts";
import type { ReservationDependencies } from "../dependencies.ts";
import type { Reservation } from "../reservation.ts";

/** What waits for one person's word. */
export interface WaitingApproval {
  /** A reservation, or the row of a series that is decided on as a whole. */
  readonly reservation: Reservation;
  /** How many of its reservations wait: 1 where it is one. */
  readonly count: number;
  /** When the first of them begins. */
  readonly firstStart: Date;
}

/** Who asks what waits for them. */
export interface Approver {
  readonly personId: string;
  /** They decide where a module names no approvers. */
  readonly isManager: boolean;
  /** They may decide on their own reservations too. */
  readonly decidesOnOwn: boolean;
}

/** Port, filled by `src/store/approval/approval-store.ts`. */
export interface ApprovalStore {
  /** What waits for the approver, what begins first first. */
  waiting(
    approver: Approver,
    page: {
      readonly after: { readonly startAt: Date; readonly id: string } | null;
      readonly limit: number;
    },
  ): Promise<readonly WaitingApproval[]>;
  /** How much of it there is, counted no further than `max`; and whether anything ever may wait. */
  standing(
    approver: Approver,
    max: number,
  ): Promise<{ readonly count: number; readonly decides: boolean }>;
  /** Those that nobody has decided on by their start: oldest start first. */
  undecided(
    page: DuePage & { readonly graceMinutes: number },
  ): Promise<readonly { readonly startAt: Date; readonly id: string }[]>;
}

export interface ApprovalDependencies extends ReservationDependencies {
  readonly approvals: ApprovalStore;
}
