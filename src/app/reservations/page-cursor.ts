/** Where a page of reservations ended; opaque to clients. */
export interface PageEnd {
  readonly startAt: Date;
  readonly id: string;
}

export function encodeCursor({ startAt, id }: PageEnd): string {
  return Buffer.from(`${startAt.toISOString()} ${id}`).toString("base64url");
}

/** Null where it is not one of ours. */
export function decodeCursor(text: string): PageEnd | null {
  const [start = "", id = "", ...rest] = Buffer.from(text, "base64url").toString().split(" ");
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(start);
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  const startAt = new Date(start);
  const isCursor = isInstant && isId && rest.length === 0 && !Number.isNaN(startAt.getTime());
  return isCursor ? { startAt, id } : null;
}
