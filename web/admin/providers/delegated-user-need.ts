import { useSearchParams } from "wouter";
import { useSession } from "../../ui/api/session.ts";
import { pathWithQuery } from "../../ui/api/api-call.ts";

/** The mode that an administrator prepares a provider for, before changing to it. */
const PREPARED_MODES = ["strict", "personal"] as const;
type PreparedMode = (typeof PREPARED_MODES)[number];

export interface DelegatedUserNeed {
  /**
   * The delegated user is shown in strict and personal mode alone (policy, "Changing the mode"),
   * and while a change to one of them is prepared, since it is refused until somebody is connected.
   */
  readonly isShown: boolean;
  /** Not yet the mode of now: what is stored is not told, and an empty field keeps it. */
  readonly preparing: PreparedMode | null;
  /** A page of the providers in the same state. */
  readonly link: (path: string) => string;
}

export function useDelegatedUserNeed(): DelegatedUserNeed {
  const { integration_mode: mode } = useSession();
  const [params] = useSearchParams();
  const wanted = PREPARED_MODES.find((name) => name === params.get("prepare"));
  const preparing = mode === "normal" && wanted !== undefined ? wanted : null;
  return {
    isShown: mode !== "normal" || preparing !== null,
    preparing,
    link: (path) => pathWithQuery(path, { prepare: preparing ?? undefined }),
  };
}
