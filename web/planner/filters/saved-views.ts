import { z } from "zod";

/**
 * Views that a person has named, in their browser: a habit of looking, which is nobody else's, and
 * which nothing depends on.
 */
const savedViewsSchema = z.array(z.object({ name: z.string().min(1), query: z.string() })).max(50);
export type SavedView = z.infer<typeof savedViewsSchema>[number];

type ViewStorage = Pick<Storage, "getItem" | "setItem">;

const keyOf = (personId: string) => `usher.planner-views.${personId}`;

export function readSavedViews(storage: ViewStorage, personId: string): readonly SavedView[] {
  const text = storage.getItem(keyOf(personId));
  if (text === null) return [];
  try {
    return savedViewsSchema.safeParse(JSON.parse(text)).data ?? [];
  } catch {
    // Not ours, or cut off: as good as none.
    return [];
  }
}

/** Under a name that there is already, it takes its place. */
export function saveView(storage: ViewStorage, personId: string, view: SavedView): void {
  const others = readSavedViews(storage, personId).filter(({ name }) => name !== view.name);
  write(storage, personId, [...others, view]);
}

export function forgetView(storage: ViewStorage, personId: string, name: string): void {
  const others = readSavedViews(storage, personId).filter((view) => view.name !== name);
  write(storage, personId, others);
}

function write(storage: ViewStorage, personId: string, views: readonly SavedView[]): void {
  const sorted = views.toSorted((a, b) => a.name.localeCompare(b.name));
  storage.setItem(keyOf(personId), JSON.stringify(sorted));
}
