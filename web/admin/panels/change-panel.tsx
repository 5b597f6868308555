import { useState } from "react";
import type { z } from "zod";
import {
  type changePanelSchema,
  createdPanelSchema,
  panelSchema,
} from "../../../src/contract/admin.ts";
import type { PersonSummary } from "../../ui/api/people.ts";
import { Button } from "../../ui/components/button.tsx";
import { FormDialog } from "../../ui/components/form-dialog.tsx";
import { PersonField } from "../../ui/components/person-field.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct } from "../api/admin-calls.ts";
import { PairingCode } from "./pairing-code.tsx";

interface ChangePanelProps {
  readonly panel: z.infer<typeof panelSchema>;
  readonly onClose: () => void;
}

/** Its name, for whom it reserves, and a code for a device that takes the place of the one there. */
export function ChangePanel({ panel, onClose }: ChangePanelProps) {
  const { t } = useMessages();
  const [name, setName] = useState(panel.name);
  const [requestedFor, setRequestedFor] = useState<PersonSummary | null>(panel.requested_for);
  const change = useAdminAct("panels", (body: z.input<typeof changePanelSchema>) => ({
    path: adminPath("panels", panel.id),
    method: "PATCH" as const,
    body,
    schema: panelSchema,
  }));
  const renew = useAdminAct("panels", (id: string) => ({
    path: adminPath("panels", id, "pairing-code"),
    method: "POST" as const,
    schema: createdPanelSchema,
  }));
  if (renew.data) return <PairingCode made={renew.data} onClose={onClose} />;
  return (
    <FormDialog
      title={t.panels.changeOne({ name: panel.name })}
      submit={t.actions.save}
      isReady={name.trim() !== ""}
      isPending={change.isPending}
      error={change.error ?? renew.error}
      onSubmit={() => {
        const body = { name: name.trim(), requested_for: requestedFor?.id ?? null };
        change.mutate(body, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <TextField label={t.panels.name} value={name} onChange={setName} maxLength={100} takesFocus />
      <PersonField
        label={t.panels.requestedFor}
        description={t.panels.requestedForHow}
        value={requestedFor}
        onChange={setRequestedFor}
      />
      <div>
        <Button isPending={renew.isPending} onPress={() => renew.mutate(panel.id)}>
          {t.panels.newCode}
        </Button>
        <p className="muted">{t.panels.newCodeHow}</p>
      </div>
    </FormDialog>
  );
}
