import { useState } from "react";
import type { z } from "zod";
import { createdPanelSchema, type createPanelSchema } from "../../../src/contract/admin.ts";
import type { PersonSummary } from "../../ui/api/people.ts";
import { Button } from "../../ui/components/button.tsx";
import { Dialog } from "../../ui/components/dialog.tsx";
import { PersonField } from "../../ui/components/person-field.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct } from "../api/admin-calls.ts";
import { SpaceChoice } from "../space-choice.tsx";
import { PairingCode } from "./pairing-code.tsx";

/** Adds a panel, and shows the code that pairs a device with it. */
export function CreatePanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useMessages();
  const [name, setName] = useState("");
  const [spaceId, setSpaceId] = useState<string | null>(null);
  const [requestedFor, setRequestedFor] = useState<PersonSummary | null>(null);
  const create = useAdminAct("panels", (body: z.input<typeof createPanelSchema>) => ({
    path: adminPath("panels"),
    method: "POST" as const,
    body,
    schema: createdPanelSchema,
  }));
  if (create.data) return <PairingCode made={create.data} onClose={onClose} />;
  return (
    <Dialog
      title={t.panels.create}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t.actions.close}</Button>
          <Button
            look="primary"
            isDisabled={name.trim() === "" || spaceId === null}
            isPending={create.isPending}
            onPress={() => {
              if (spaceId === null) return;
              const requested_for = requestedFor?.id ?? null;
              create.mutate({ name: name.trim(), space_id: spaceId, requested_for });
            }}
          >
            {t.panels.create}
          </Button>
        </>
      }
    >
      <ProblemNotice error={create.error} />
      <TextField label={t.panels.name} value={name} onChange={setName} maxLength={100} takesFocus />
      <SpaceChoice onChange={(space) => setSpaceId(space?.id ?? null)} />
      <PersonField
        label={t.panels.requestedFor}
        description={t.panels.requestedForHow}
        value={requestedFor}
        onChange={setRequestedFor}
      />
    </Dialog>
  );
}
