import type { z } from "zod";

type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** What a person has half typed, while they connect Outlook or sign in anew (policy C7). */
export interface KeptDraft<Draft> {
  readonly keep: (storage: DraftStorage, draft: Draft) => void;
  readonly forget: (storage: DraftStorage) => void;
  /** Null when there is none, or when an older version of the page left it. */
  readonly read: (storage: DraftStorage) => Draft | null;
}

/** One that is kept under this name; in the storage of a tab, it is that tab's alone. */
export function keptDraft<S extends z.ZodType>(name: string, schema: S): KeptDraft<z.output<S>> {
  return {
    keep: (storage, draft) => storage.setItem(name, JSON.stringify(draft)),
    forget: (storage) => storage.removeItem(name),
    read(storage) {
      const text = storage.getItem(name);
      if (text === null) return null;
      try {
        return schema.safeParse(JSON.parse(text)).data ?? null;
      } catch {
        // Not ours, or cut off: as good as none, and the next draft replaces it.
        return null;
      }
    },
  };
}
