import { useState } from "react";
import type { z } from "zod";
import { createdPanelSchema, type createPanelSchema } from "../../../src/contract/admin.ts";
import type { PersonSummary } from "../../ui/api/people.ts";
import { FormDialog } from "../../ui/components/form-dialog.tsx";
import { PersonField } from "../../ui/components/person-field.tsx";
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
    <FormDialog
      title={t.panels.create}
      submit={t.panels.create}
      isReady={name.trim() !== "" && spaceId !== null}
      isPending={create.isPending}
      error={create.error}
      onSubmit={() => {
        if (spaceId === null) return;
        const requested_for = requestedFor?.id ?? null;
        create.mutate({ name: name.trim(), space_id: spaceId, requested_for });
      }}
      onClose={onClose}
    >
      <TextField label={t.panels.name} value={name} onChange={setName} maxLength={100} takesFocus />
      <SpaceChoice onChange={(space) => setSpaceId(space?.id ?? null)} />
      <PersonField
        label={t.panels.requestedFor}
        description={t.panels.requestedForHow}
        value={requestedFor}
        onChange={setRequestedFor}
      />
    </FormDialog>
  );
}
