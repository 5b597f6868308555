import { useState } from "react";
import { useMessages } from "../messages/messages.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { TextField } from "./text-field.tsx";
import "./copy-field.css";

/** A value to take elsewhere: selectable, with a button that copies it and says so. */
export function CopyField({ label, value }: { label: string; value: string }) {
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
    <div className="copy-field">
      <TextField label={label} value={value} onChange={() => undefined} isReadOnly />
      <Button
        onPress={() => {
          void copy();
        }}
      >
        <Icon name="copy" />
        {t.actions.copy}
      </Button>
      <output className="small muted">
        {outcome === "copied" ? t.actions.copied : null}
        {outcome === "refused" ? t.actions.copyRefused : null}
      </output>
    </div>
  );
}
