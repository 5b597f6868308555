import { useEffect, useEffectEvent } from "react";

/** Tells when there may be contact again: the device says so, or somebody looks at the page anew. */
export function useContactAgain(onContact: () => void): void {
  const tell = useEffectEvent(onContact);
  useEffect(() => {
    const seen = () => {
      if (document.visibilityState === "visible") tell();
    };
    const online = () => tell();
    window.addEventListener("online", online);
    document.addEventListener("visibilitychange", seen);
    return () => {
      window.removeEventListener("online", online);
      document.removeEventListener("visibilitychange", seen);
    };
  }, []);
}
