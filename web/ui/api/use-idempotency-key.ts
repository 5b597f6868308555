import { useRef } from "react";
import { freshKey } from "./fresh-key.ts";

/** One key for one content: pressing again after a lost answer books nothing twice. */
export function useIdempotencyKey(): (body: unknown) => string {
  const last = useRef({ content: "", key: "" });
  return (body) => {
    const content = JSON.stringify(body);
    if (last.current.content !== content) last.current = { content, key: freshKey() };
    return last.current.key;
  };
}
