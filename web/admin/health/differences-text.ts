import type { Messages } from "../../ui/messages/messages.ts";

/** "Missing in the room: 2 and Other time: 1", or that there are none. */
export function differencesText(
  { t, formats }: Messages,
  counts: Readonly<Record<string, number>>,
): string {
  const parts = Object.entries(counts).map(([kind, count]) =>
    t.reconciliations.kindAndCount({
      kind: t.reconciliations.kinds[kind] ?? kind,
      count: formats.number(count),
    }),
  );
  return parts.length === 0 ? t.health.none : formats.list(parts);
}
