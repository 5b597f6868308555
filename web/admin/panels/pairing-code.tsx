import type { z } from "zod";
import type { createdPanelSchema } from "../../../src/contract/admin.ts";
import { useSession } from "../../ui/api/session.ts";
import { Button } from "../../ui/components/button.tsx";
import { Dialog } from "../../ui/components/dialog.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

interface PairingCodeProps {
  readonly made: z.infer<typeof createdPanelSchema>;
  readonly onClose: () => void;
}

/** The code that a device at the door is to enter; it is shown here and never again. */
export function PairingCode({ made, onClose }: PairingCodeProps) {
  const { t, formats } = useMessages();
  const { person } = useSession();
  return (
    <Dialog
      title={t.panels.pairTitle}
      isOpen
      onClose={onClose}
      actions={
        <Button look="primary" onPress={onClose}>
          {t.actions.close}
        </Button>
      }
    >
      <p>{t.panels.pairSentence({ address: `${window.location.origin}/panel` })}</p>
      <p className="pairing-code">{made.pairing_code}</p>
      <p className="muted">
        {t.panels.pairUntil({ at: formats.time(made.pairing_expires_at, person.time_zone) })}
      </p>
    </Dialog>
  );
}
