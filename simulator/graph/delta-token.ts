import { z } from "zod";
import { refuse, succeed, type CalendarError, type Outcome } from "../mailbox/outcome.ts";
import type { DeltaSettings } from "../settings.ts";

/**
 * Where a client stands in a mailbox's changes. All of it travels in the token, the window among
 * it (facts 1.13), so that tokens survive a restart.
 */
export interface SyncState {
  readonly ownerId: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Everything up to this write of the mailbox has been told. */
  readonly position: number;
  /** In a full round the write at which it began: up to there items are told, then changes. */
  readonly fullRoundFrom: number | null;
  /** When the write happened that the change log is read from, to know the log again. */
  readonly markMs: number | null;
  /** False on the first page of a full round. */
  readonly hasBegun: boolean;
}

const sequence = z.number().int().min(0);
const tokenSchema = z.tuple([
  z.string(),
  z.number(),
  z.number(),
  sequence,
  sequence.nullable(),
  z.number().nullable(),
  z.boolean(),
]);

export function encodeSyncState(state: SyncState): string {
  const { ownerId, fromMs, toMs, position, fullRoundFrom, markMs, hasBegun } = state;
  const parts = [ownerId, fromMs, toMs, position, fullRoundFrom, markMs, hasBegun];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** Reads a token; 400 for one that is not of this simulator's making. */
export function decodeSyncState(token: string): Outcome<SyncState> {
  const parsed = tokenSchema.safeParse(parseToken(token));
  if (!parsed.success) return refuse(400, "ErrorInvalidParameter", "Badly formed token.");
  const [ownerId, fromMs, toMs, position, fullRoundFrom, markMs, hasBegun] = parsed.data;
  return succeed({ ownerId, fromMs, toMs, position, fullRoundFrom, markMs, hasBegun });
}

function parseToken(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, "base64url").toString("utf8")) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** 410: the token is no longer good, and only a full round helps (facts 1.13). */
export function staleSyncState(
  settings: DeltaSettings,
  generation: number,
  highest: number,
  location?: string,
): CalendarError {
  return {
    status: 410,
    code: settings.expiredCode,
    message: `The sync state generation is not found; generation=${generation};[highest=${highest}]`,
    ...(location !== undefined && settings.expiredHasLocation ? { headers: { location } } : {}),
  };
}
