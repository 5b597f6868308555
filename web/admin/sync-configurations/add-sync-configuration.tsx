import { useState } from "react";
import { calendarProviderSchema } from "../../../src/contract/admin.ts";
import { anyAnswerSchema } from "../../ui/api/answers.ts";
import { Checkbox } from "../../ui/components/checkbox.tsx";
import { FormDialog } from "../../ui/components/form-dialog.tsx";
import { Select } from "../../ui/components/select.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct, useAdminList } from "../api/admin-calls.ts";
import { fieldFault } from "../field-fault.tsx";
import { SpaceChoice } from "../space-choice.tsx";

interface NewConfiguration {
  readonly space_id: string;
  readonly provider_id: string;
  readonly room_mailbox: string;
  readonly dry_run: boolean;
}

export function AddSyncConfiguration({ onClose }: { onClose: () => void }) {
  const { t } = useMessages();
  const providers = useAdminList("calendar-providers", calendarProviderSchema);
  const [space, setSpace] = useState<{ id: string; email: string | null } | null>(null);
  const [provider, setProvider] = useState<string | null>(null);
  const [mailbox, setMailbox] = useState("");
  const [dryRun, setDryRun] = useState(false);
  const create = useAdminAct("sync-configurations", (body: NewConfiguration) => ({
    path: adminPath("sync-configurations"),
    method: "POST" as const,
    body,
    schema: anyAnswerSchema,
  }));
  const chosenProvider = provider ?? providers.data?.[0]?.id ?? null;
  const add = () => {
    if (!space || chosenProvider === null) return;
    create.mutate(
      {
        space_id: space.id,
        provider_id: chosenProvider,
        room_mailbox: mailbox.trim(),
        dry_run: dryRun,
      },
      { onSuccess: onClose },
    );
  };
  return (
    <FormDialog
      title={t.syncConfigurations.add}
      submit={t.actions.add}
      isReady={space !== null && chosenProvider !== null && mailbox.trim() !== ""}
      isPending={create.isPending}
      error={create.error ?? providers.error}
      onSubmit={add}
      onClose={onClose}
    >
      <SpaceChoice
        onChange={(chosen) => {
          setSpace(chosen);
          if (chosen && chosen.email !== null) setMailbox(chosen.email);
        }}
      />
      <TextField
        label={t.syncConfigurations.roomMailbox}
        type="email"
        value={mailbox}
        onChange={setMailbox}
        error={fieldFault(create.error, "room_mailbox")}
        isRequired
      />
      <Select
        label={t.syncConfigurations.provider}
        choices={(providers.data ?? []).map(({ id, name }) => ({ key: id, label: name }))}
        value={chosenProvider}
        onChange={setProvider}
      />
      <Checkbox isSelected={dryRun} onChange={setDryRun}>
        {t.syncConfigurations.dryRunMeans}
      </Checkbox>
    </FormDialog>
  );
}
