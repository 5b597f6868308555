import type { Actor } from "./actor.ts";

/** Port: writes down who did what. `details` never hold a secret, a token or a private subject. */
export type RecordAudit = (entry: {
  readonly actor: Actor;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly details: Readonly<Record<string, unknown>>;
}) => Promise<void>;
