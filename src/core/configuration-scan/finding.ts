import { type FindingCode, FINDINGS, type Severity } from "./finding-codes.ts";

/** What the finding is about; the instance has no id. */
export interface FindingSubject {
  readonly kind: "instance" | "provider" | "space";
  readonly id: string | null;
  readonly name: string;
}

/** Where in the admin pages the remedy is carried out. */
export type RemedyPlace =
  | "calendar_providers"
  | "calendar_provider"
  | "delegated_user"
  | "admin_consent"
  | "guided_set_up"
  | "sync_configurations"
  | "sync_events";

export interface Remedy {
  /** What to do, as a sentence. */
  readonly text: string;
  /** Exchange PowerShell that does it, with the room's own values; null where it is no command. */
  readonly command: string | null;
  readonly place: RemedyPlace | null;
}

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly subject: FindingSubject;
  /** What was found, with its values, as a sentence. */
  readonly message: string;
  readonly remedy: Remedy;
}

export const THE_INSTANCE: FindingSubject = { kind: "instance", id: null, name: "Usher" };

export function finding(
  code: FindingCode,
  subject: FindingSubject,
  message: string,
  remedy: { readonly text: string; readonly command?: string; readonly place?: RemedyPlace },
): Finding {
  return {
    code,
    severity: FINDINGS[code].severity,
    subject,
    message,
    remedy: { text: remedy.text, command: remedy.command ?? null, place: remedy.place ?? null },
  };
}
