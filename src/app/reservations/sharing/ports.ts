import type { SharedAbout } from "../../../core/mail/share.ts";
import type { Actor } from "../../people/actor.ts";
import type { ReservationDependencies } from "../dependencies.ts";

/** Somebody who works here, or an address of somebody else. */
export type Recipient = { readonly personId: string } | { readonly address: string };

export interface NewShare {
  readonly id: string;
  readonly reservationId: string;
  readonly about: SharedAbout;
  readonly message: string;
  readonly actor: Actor;
  readonly sharer: Sharer;
  readonly recipients: readonly Recipient[];
}

/** Who shares, as the mail says. */
export interface Sharer {
  readonly name: string;
  readonly replyTo: string | null;
}

/** Port, filled by `src/store/mail/share-store.ts`. */
export interface ShareStore {
  /**
   * Writes the share, a mail to each recipient and the audit entry: all or nothing; nothing where the
   * actor's mails within a day would be more than the most.
   */
  share(share: NewShare, mailsInADayMax: number): Promise<"shared" | "too_many">;
  /** With their mails; answers how many. */
  removeOld(): Promise<number>;
}

/** What is mailed with the reservation. */
export interface SharedNote extends Sharer {
  readonly about: SharedAbout;
  readonly message: string;
}

export interface ShareDependencies extends ReservationDependencies {
  readonly shares: ShareStore;
  /** There is a mail server. */
  readonly isMailSent: boolean;
  /** A mail was written by this process. */
  readonly wakeMailSender: () => void;
}
