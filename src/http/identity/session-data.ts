import type { PendingFlow } from "../../app/people/authorization-flows.ts";

/** A browser that was sent away to sign in or to consent, and what to do when it is back. */
export interface SessionFlow {
  readonly purpose: "sign_in" | "own_calendar" | "delegated_user" | "admin_consent";
  /** What the answer is checked against; an admin consent has its state alone. */
  readonly pending: PendingFlow;
  readonly returnTo: string;
  readonly providerId: string | null;
  /** The tenant that an administrator was sent to consent in. */
  readonly tenantId: string | null;
  readonly startedAt: string;
}

/** A flow that ends with an account or a tenant of a calendar provider. */
export type ConnectionPurpose = Exclude<SessionFlow["purpose"], "sign_in">;

/** Why the last try to connect failed, and of what: told only where that was tried. */
export interface ConnectionFailure {
  readonly purpose: ConnectionPurpose;
  /** Null where the flow did not get as far as to choose one. */
  readonly providerId: string | null;
  readonly code: string;
  readonly message: string;
  readonly remedy: string | null;
}

declare module "fastify" {
  /** What a browser session holds; sealed where it is kept. */
  interface Session {
    signIn?: { readonly personId: string; readonly at: string };
    flows?: Readonly<Record<string, SessionFlow>>;
    connectionFailure?: ConnectionFailure | null;
    /** After a refused sign-in the next one shows the list of accounts. */
    chooseAccount?: boolean;
    renewedAt?: string;
    /** Set on what came from the store: such a session is changed, never made again. */
    isStored?: boolean;
  }
}
