import { useState } from "react";
import { Button } from "../ui/components/button.tsx";
import { Dialog } from "../ui/components/dialog.tsx";
import { Said } from "../ui/components/said.tsx";
import { useMessages } from "../ui/messages/messages.ts";

interface WhyNotProps {
  /** The question that somebody at the door may have. */
  readonly label: string;
  readonly reasons: readonly {
    readonly reason?: string | undefined;
    readonly remedy?: string | null | undefined;
  }[];
}

/** Why something is not offered here, for those who ask. */
export function WhyNot({ label, reasons }: WhyNotProps) {
  const { t } = useMessages();
  const [asks, setAsks] = useState(false);
  const sentences = reasons.flatMap(({ reason, remedy }) => [reason ?? "", remedy ?? ""]);
  return (
    <div className="door-why">
      <Button look="quiet" onPress={() => setAsks(true)}>
        {label}
      </Button>
      <Dialog
        title={t.panel.whyTitle}
        isOpen={asks}
        onClose={() => setAsks(false)}
        actions={
          <Button look="primary" onPress={() => setAsks(false)}>
            {t.actions.close}
          </Button>
        }
      >
        {[...new Set(sentences)].filter(Boolean).map((sentence) => (
          <p key={sentence}>
            <Said text={sentence} />
          </p>
        ))}
      </Dialog>
    </div>
  );
}
