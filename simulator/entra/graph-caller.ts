/** Who calls Graph, as the access token says. */
export interface GraphCaller {
  readonly tenantId: string;
  readonly clientId: string;
  /** The signed-in person's id for a delegated token; null for an application's own token. */
  readonly userId: string | null;
  /** Delegated scopes (`scp`), empty for an application's token. */
  readonly scopes: readonly string[];
  /** Application permissions (`roles`), empty for a delegated token. */
  readonly roles: readonly string[];
}

/** The answer to an access token: the caller, or Graph's 401 message (facts 5). */
export type TokenCheck = ValidToken | InvalidToken;

export interface ValidToken {
  readonly valid: true;
  readonly caller: GraphCaller;
  /** The directory id of the person, or of the application's service principal. */
  readonly objectId: string;
  readonly expiresAtMs: number;
}

interface InvalidToken {
  readonly valid: false;
  readonly message: string;
}

/** Checks `Authorization: Bearer …` the way Graph does. Entra provides it, Graph asks it. */
export type CheckAccessToken = (authorization: string | undefined) => Promise<TokenCheck>;
