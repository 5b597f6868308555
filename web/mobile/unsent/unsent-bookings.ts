import { z } from "zod";

/**
 * A booking whose outcome this device does not know: it was asked for, and no answer has come. It is
 * kept on the device with its key until the server has said what became of it.
 */
const unsentSchema = z.object({
  /** The Idempotency-Key: asked again with it, the server makes nothing twice. */
  key: z.string(),
  /** Whose it is: another person on this device neither sees nor sends it. */
  personId: z.string(),
  askedAt: z.iso.datetime(),
  /** For the page to say what it is about. */
  spaceName: z.string(),
  /** Asked for as it was the first time, to the letter. */
  body: z.object({
    space_id: z.string(),
    start: z.string(),
    end: z.string(),
    time_zone: z.string(),
    subject: z.string(),
  }),
  /** The person does not want it any more, and the server may have made it. */
  isUnwanted: z.boolean(),
});
export type UnsentBooking = z.infer<typeof unsentSchema>;

type KeyStorage = Pick<Storage, "getItem" | "setItem">;

const STORAGE_KEY = "usher.unsent-bookings";
/** The server knows a key for a week; before that whatever it made is long over. */
const KEPT_MS = 6 * 24 * 60 * 60_000;

/** All that is kept on this device, of whomever; what nobody can answer for any more is let go. */
export function readUnsent(storage: KeyStorage, nowMs: number): readonly UnsentBooking[] {
  const kept = z.array(unsentSchema).safeParse(parse(storage.getItem(STORAGE_KEY)));
  if (!kept.success) return [];
  return kept.data.filter(({ askedAt }) => Date.parse(askedAt) > nowMs - KEPT_MS);
}

export function keepUnsent(storage: KeyStorage, bookings: readonly UnsentBooking[]): void {
  storage.setItem(STORAGE_KEY, JSON.stringify(bookings));
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "[]");
  } catch {
    // What somebody else wrote there is as good as nothing.
    return [];
  }
}
