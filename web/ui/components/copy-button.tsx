import { useState } from "react";
import { useMessages } from "../messages/messages.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

interface CopyButtonProps {
  readonly value: string;
  /** What stands on it; by default "Copy". */
  readonly label?: string;
  readonly size?: "small" | "normal";
  readonly "aria-label"?: string;
}

/** Copies a value and says so, or says that the browser did not allow it. */
export function CopyButton({ value, label, size = "normal", ...rest }: CopyButtonProps) {
  const { t } = useMessages();
  const [outcome, setOutcome] = useState<"none" | "copied" | "refused">("none");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setOutcome("copied");
    } catch {
      // The browser keeps its clipboard shut (plain http, no permission): the person can select it.
      setOutcome("refused");
    }
  };
  return (
    <>
      <Button
        {...rest}
        size={size}
        onPress={() => {
          void copy();
        }}
      >
        <Icon name="copy" />
        {label ?? t.actions.copy}
      </Button>
      <output className="small muted">
        {outcome === "copied" ? t.actions.copied : null}
        {outcome === "refused" ? t.actions.copyRefused : null}
      </output>
    </>
  );
}
