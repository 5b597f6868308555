import type { Booking, Room } from "../support/api-client.ts";
import { slotAt } from "../support/api-client.ts";

/** What one client does with its booking, one request after another. */
export interface BookingPlan {
  /** Repeated with every try of the creation, so that a lost answer books nothing twice. */
  readonly idempotencyKey: string;
  readonly booking: Booking;
  readonly acts: readonly PlannedAct[];
}

export type PlannedAct =
  | { readonly kind: "rename"; readonly subject: string }
  | { readonly kind: "move"; readonly to: Pick<Booking, "spaceId" | "start" | "end"> }
  | { readonly kind: "cancel" };

/** The acts after the booking, as often as they come in a hundred. */
const COURSES: readonly { readonly share: number; readonly acts: readonly PlannedAct["kind"][] }[] =
  [
    { share: 40, acts: [] },
    { share: 15, acts: ["move"] },
    { share: 10, acts: ["rename"] },
    { share: 20, acts: ["cancel"] },
    { share: 10, acts: ["move", "cancel"] },
    { share: 5, acts: ["rename", "move"] },
  ];

/** Bookings that are in nobody's way: each slot, before and after a move, is wanted once. */
export function planBookings(options: {
  readonly count: number;
  readonly rooms: readonly Room[];
  readonly people: readonly string[];
  readonly random: () => number;
}): readonly BookingPlan[] {
  const { count, rooms, people, random } = options;
  const draw = <T>(choices: readonly T[]): T => {
    const choice = choices[Math.floor(random() * choices.length)];
    if (choice === undefined) throw new Error("There is nothing to choose from.");
    return choice;
  };
  return Array.from({ length: count }, (_, n) => {
    const place = (slot: number) => ({ spaceId: draw(rooms).id, ...slotAt(slot) });
    const subject = `Calibration review ${n}`;
    const acts = drawCourse(random).map((kind): PlannedAct => {
      if (kind === "rename") return { kind, subject: `${subject}, renamed` };
      return kind === "move" ? { kind, to: place(count + n) } : { kind };
    });
    return {
      idempotencyKey: `crash-${n}-${random().toString(36).slice(2)}`,
      booking: { ...place(n), requestedFor: draw(people), subject },
      acts,
    };
  });
}

function drawCourse(random: () => number): readonly PlannedAct["kind"][] {
  let rest = random() * 100;
  for (const { share, acts } of COURSES) {
    rest -= share;
    if (rest < 0) return acts;
  }
  return [];
}

/** What is to be found in the end; null where it was cancelled. */
export function outcomeOf({ booking, acts }: BookingPlan): Booking | null {
  return acts.reduce<Booking | null>((now, act) => {
    if (now === null || act.kind === "cancel") return null;
    return act.kind === "rename" ? { ...now, subject: act.subject } : { ...now, ...act.to };
  }, booking);
}
