interface WishedTime {
  readonly date: string;
  readonly from: string;
  readonly to: string;
}

/** The page of a space, with the time that was looked for where there was one. */
export function spaceAddress(spaceId: string, wished?: WishedTime): string {
  const path = `/spaces/${spaceId}`;
  if (wished === undefined) return path;
  const { date, from, to } = wished;
  return `${path}?${new URLSearchParams({ date, from, to }).toString()}`;
}
