import type { AuditAction, AuditSubjectKind } from "../contract/audit.ts";
import type { Actor } from "./people/actor.ts";

/** Who did what. `details` never hold a secret, a token or a private subject. */
export interface AuditNote {
  readonly actor: Actor;
  readonly action: AuditAction;
  readonly subjectKind: AuditSubjectKind;
  readonly subjectId: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Port: writes down who did what, where that is not part of another transaction. */
export type RecordAudit = (note: AuditNote) => Promise<void>;

/** Who acts, as the audit records it. */
export function auditActor(actor: Actor): {
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly channel: string;
} {
  const { kind: actorKind, channel } = actor;
  switch (actor.kind) {
    case "person":
      return { actorKind, actorId: actor.personId, channel };
    case "api_client":
      return { actorKind, actorId: actor.clientId, channel };
    case "panel":
      return { actorKind, actorId: actor.panelId, channel };
    case "system":
      return { actorKind, actorId: null, channel };
  }
}
