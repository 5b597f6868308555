import { useState } from "react";
import { useSearchParams } from "wouter";

/** How a browser flow that connects an account ended, told by the address it came back to. */
export type ConnectionOutcome =
  | { readonly kind: "connected" }
  /** An administrator has consented for the whole tenant. */
  | { readonly kind: "consented" }
  | { readonly kind: "failed"; readonly code: string };

function readConnectionOutcome(params: URLSearchParams): ConnectionOutcome | null {
  const code = params.get("connection_error");
  if (code !== null) return { kind: "failed", code };
  if (params.get("consented") === "1") return { kind: "consented" };
  return params.get("connected") === "1" ? { kind: "connected" } : null;
}

/** The outcome that this page was opened with, and the way to let go of it. */
export function useConnectionOutcome(): [ConnectionOutcome | null, () => void] {
  const [params, setParams] = useSearchParams();
  const [outcome, setOutcome] = useState(() => readConnectionOutcome(params));
  const clear = () => {
    setOutcome(null);
    setParams(
      (current) => {
        const rest = new URLSearchParams(current);
        rest.delete("connected");
        rest.delete("consented");
        rest.delete("connection_error");
        return rest;
      },
      { replace: true },
    );
  };
  return [outcome, clear];
}
