import { useState } from "react";
import { anyAnswerSchema } from "../ui/api/answers.ts";
import { useSession } from "../ui/api/session.ts";
import { Button } from "../ui/components/button.tsx";
import { ConfirmDialog } from "../ui/components/confirm-dialog.tsx";
import { tell } from "../ui/components/toast.tsx";
import { useMessages } from "../ui/messages/messages.ts";
import { adminPath, useAdminAct } from "./api/admin-calls.ts";

interface RevokeButtonProps {
  readonly subject: "api-clients" | "panels";
  readonly id: string;
  readonly name: string;
  /** When it was revoked already: there is nothing more to do. */
  readonly revokedAt: string | null;
}

/** Ends an API client's key or a panel's token for good. */
export function RevokeButton({ subject, id, name, revokedAt }: RevokeButtonProps) {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const [asks, setAsks] = useState(false);
  const revoke = useAdminAct(subject, (target: string) => ({
    path: adminPath(subject, target, "revoke"),
    method: "POST" as const,
    schema: anyAnswerSchema,
  }));
  if (revokedAt !== null) {
    return (
      <span className="muted">
        {t.admin.revokedAt({ at: formats.dateTime(revokedAt, person.time_zone) })}
      </span>
    );
  }
  return (
    <>
      <Button size="small" aria-label={t.admin.revokeOne({ name })} onPress={() => setAsks(true)}>
        {t.admin.revoke}
      </Button>
      <ConfirmDialog
        title={t.admin.revokeTitle({ name })}
        confirmLabel={t.admin.revoke}
        isOpen={asks}
        isPending={revoke.isPending}
        error={revoke.error}
        onClose={() => setAsks(false)}
        onConfirm={() =>
          revoke.mutate(id, {
            onSuccess: () => {
              setAsks(false);
              tell({ title: t.admin.revoked({ name }) });
            },
          })
        }
      >
        <p>{t.admin.revokeSentence}</p>
      </ConfirmDialog>
    </>
  );
}
