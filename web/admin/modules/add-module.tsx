import { useState } from "react";
import { useLocation } from "wouter";
import { moduleSchema } from "../../../src/contract/modules.ts";
import { FormDialog } from "../../ui/components/form-dialog.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct } from "../api/admin-calls.ts";
import { fieldFault } from "../field-fault.tsx";

/** Adds a module by its name, and goes on to what it says. */
export function AddModule({ onClose }: { readonly onClose: () => void }) {
  const { t } = useMessages();
  const [, navigate] = useLocation();
  const [name, setName] = useState("");
  const add = useAdminAct("modules", (body: { name: string }) => ({
    path: adminPath("modules"),
    method: "POST" as const,
    body,
    schema: moduleSchema,
  }));
  const words = t.adminPlaces;
  return (
    <FormDialog
      title={words.addModule}
      submit={words.addModule}
      isReady={name.trim() !== ""}
      isPending={add.isPending}
      error={add.error}
      onSubmit={() =>
        add.mutate(
          { name: name.trim() },
          {
            onSuccess: (module) => {
              tell({ title: words.moduleAdded({ module: module.name }) });
              navigate(`/admin/modules/${module.id}`);
            },
          },
        )
      }
      onClose={onClose}
    >
      <TextField
        label={words.moduleName}
        value={name}
        onChange={setName}
        error={fieldFault(add.error, "name")}
        maxLength={100}
        isRequired
        takesFocus
      />
    </FormDialog>
  );
}
