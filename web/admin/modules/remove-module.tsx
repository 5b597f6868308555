import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import type { ReservableModule } from "../../../src/contract/modules.ts";
import { anyAnswerSchema } from "../../ui/api/answers.ts";
import { callApi } from "../../ui/api/api-call.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";
import { Button } from "../../ui/components/button.tsx";
import { ConfirmDialog } from "../../ui/components/confirm-dialog.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath } from "../api/admin-calls.ts";

/** Takes away a module that no space is in; until then says what to do with its spaces. */
export function RemoveModule({ module }: { readonly module: ReservableModule }) {
  const { t } = useMessages();
  const [asks, setAsks] = useState(false);
  const { name, space_count: count } = module;
  const remove = useRemove(module);
  return (
    <section className="card" aria-labelledby="module-remove">
      <h2 id="module-remove">{t.modules.remove}</h2>
      <p className="muted">
        {count === 0 ? t.modules.removable : t.modules.removeLater({ count })}
      </p>
      {count === 0 ? (
        <div className="row">
          <Button look="danger" onPress={() => setAsks(true)}>
            {t.modules.remove}
          </Button>
        </div>
      ) : null}
      <ConfirmDialog
        title={t.modules.removeTitle({ name })}
        confirmLabel={t.modules.remove}
        isOpen={asks}
        isPending={remove.isPending}
        error={remove.error}
        onClose={() => setAsks(false)}
        onConfirm={() => remove.mutate()}
      >
        <p>{t.modules.removeSentence}</p>
      </ConfirmDialog>
    </section>
  );
}

function useRemove({ id, name }: ReservableModule) {
  const { t } = useMessages();
  const [, navigate] = useLocation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      callApi({ path: adminPath("modules", id), method: "DELETE", schema: anyAnswerSchema }),
    onSuccess: () => {
      tell({ title: t.modules.removed({ name }) });
      // First away from its page, which would look for it.
      navigate("/admin/modules");
      return client.invalidateQueries({ queryKey: queryKeys.admin("modules", "list") });
    },
    onError: () => client.invalidateQueries({ queryKey: queryKeys.admin("modules") }),
  });
}
