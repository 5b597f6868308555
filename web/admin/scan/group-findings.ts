/** What all of them have alike, to be said once; null where they differ or there is only one. */
export function alike<Item, Value>(
  items: readonly Item[],
  valueOf: (item: Item) => Value,
): Value | null {
  const [first, ...others] = items.map(valueOf);
  if (first === undefined || others.length === 0) return null;
  return others.every((value) => value === first) ? first : null;
}

type NonEmpty<T> = readonly [T, ...(readonly T[])];

/** Findings of one code together, in the order in which they came. */
export function groupFindings<Finding extends { readonly code: string }>(
  findings: readonly Finding[],
): readonly NonEmpty<Finding>[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const group = groups.get(finding.code);
    if (group) group.push(finding);
    else groups.set(finding.code, [finding]);
  }
  return [...groups.values()];
}
