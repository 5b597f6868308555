import { z } from "zod";

/** What was asked of the server from this device, whose answer it does not know. */
export const unsentSchema = z.object({
  /** Of this asking, however often it is done. */
  key: z.string(),
  /** Whose it is: another person on this device neither sees nor sends it. */
  personId: z.string(),
  askedAt: z.iso.datetime(),
});
export type Unsent = z.infer<typeof unsentSchema>;

type KeyStorage = Pick<Storage, "getItem" | "setItem">;

export interface KeptUnsent<Item> {
  /** All that is kept on this device, of whomever; what nobody can answer for any more is let go. */
  readonly read: (storage: KeyStorage, nowMs: number) => readonly Item[];
  readonly keep: (storage: KeyStorage, items: readonly Item[]) => void;
}

/** The server knows a key for a week; before that whatever it made is long over. */
const KEPT_MS = 6 * 24 * 60 * 60_000;

/** Kept under this name on the device. */
export function keptUnsent<Item extends Unsent>(
  name: string,
  schema: z.ZodType<Item>,
): KeptUnsent<Item> {
  return {
    read(storage, nowMs) {
      const kept = z.array(schema).safeParse(parse(storage.getItem(name)));
      if (!kept.success) return [];
      return kept.data.filter(({ askedAt }) => Date.parse(askedAt) > nowMs - KEPT_MS);
    },
    keep: (storage, items) => storage.setItem(name, JSON.stringify(items)),
  };
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "[]");
  } catch {
    // What somebody else wrote there is as good as nothing.
    return [];
  }
}
