import { type FormEvent, useState } from "react";
import { Button } from "../ui/components/button.tsx";
import { Notice } from "../ui/components/notice.tsx";
import { ProblemNotice } from "../ui/components/problem-notice.tsx";
import { TextField } from "../ui/components/text-field.tsx";
import { useMessages } from "../ui/messages/messages.ts";
import { usePairing } from "./door-calls.ts";
import "./pairing-page.css";

const CODE_LENGTH_MIN = 4;
const CODE_LENGTH_MAX = 20;

interface PairingPageProps {
  /** The code that a paired screen was turned away with; null where it was not. */
  readonly dismissedBy: string | null;
  readonly onPaired: (token: string) => void;
}

/** Asks for the code that the administrator was shown. */
export function PairingPage({ dismissedBy, onPaired }: PairingPageProps) {
  const { t } = useMessages();
  const [code, setCode] = useState("");
  const pairing = usePairing(onPaired);
  const isComplete = code.trim().length >= CODE_LENGTH_MIN;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete && !pairing.isPending) pairing.mutate(code.trim());
  };
  return (
    <main className="pairing">
      <form className="card pairing-card" onSubmit={submit}>
        <img src="/icon.svg" alt="" width="44" height="44" />
        <h1>{t.panel.pairing.title}</h1>
        {dismissedBy === null ? null : <Dismissal code={dismissedBy} />}
        <p className="muted">{t.panel.pairing.sentence}</p>
        <ProblemNotice error={pairing.error} />
        <TextField
          label={t.panel.pairing.code}
          description={t.panel.pairing.codeHow}
          value={code}
          onChange={(typed) => setCode(typed.toUpperCase())}
          maxLength={CODE_LENGTH_MAX}
          takesFocus
        />
        <Button look="primary" type="submit" isDisabled={!isComplete} isPending={pairing.isPending}>
          {t.panel.pairing.act}
        </Button>
      </form>
    </main>
  );
}

function Dismissal({ code }: { code: string }) {
  const { t } = useMessages();
  const { dismissed, dismissedRemedy } = t.panel.pairing;
  return (
    <Notice
      tone="warn"
      title={code === "panel_revoked" ? dismissed.panel_revoked : dismissed.other}
      isUrgent
    >
      <p>{dismissedRemedy}</p>
    </Notice>
  );
}
