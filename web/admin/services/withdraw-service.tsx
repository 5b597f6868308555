import { useState } from "react";
import type { ReservableModule } from "../../../src/contract/modules.ts";
import type { KeptService } from "../../../src/contract/services.ts";
import { anyAnswerSchema } from "../../ui/api/answers.ts";
import { Button } from "../../ui/components/button.tsx";
import { ConfirmDialog } from "../../ui/components/confirm-dialog.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct } from "../api/admin-calls.ts";

interface WithdrawServiceProps {
  readonly module: ReservableModule;
  readonly service: KeptService;
}

/** It is not offered any more; what has it keeps it. */
export function WithdrawService({ module, service }: WithdrawServiceProps) {
  const { t } = useMessages();
  const [asks, setAsks] = useState(false);
  const { id, name } = service;
  const withdraw = useAdminAct("modules", (target: string) => ({
    path: adminPath("modules", module.id, "services", target),
    method: "DELETE" as const,
    schema: anyAnswerSchema,
  }));
  return (
    <>
      <Button
        size="small"
        aria-label={t.adminServices.withdrawOne({ name, module: module.name })}
        onPress={() => setAsks(true)}
      >
        {t.adminServices.withdraw}
      </Button>
      <ConfirmDialog
        title={t.adminServices.withdrawTitle({ name })}
        confirmLabel={t.adminServices.withdraw}
        isOpen={asks}
        isPending={withdraw.isPending}
        error={withdraw.error}
        onClose={() => setAsks(false)}
        onConfirm={() =>
          withdraw.mutate(id, {
            onSuccess: () => tell({ title: t.adminServices.withdrawn({ name }) }),
          })
        }
      >
        <p>{t.adminServices.withdrawSentence}</p>
      </ConfirmDialog>
    </>
  );
}
