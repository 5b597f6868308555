import type { z } from "zod";
import type { credentialStatusSchema } from "../../../src/contract/admin.ts";
import { Badge } from "../../ui/components/badge.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

export type CredentialStatus = z.infer<typeof credentialStatusSchema>;

export function CredentialBadge({ credential }: { credential: CredentialStatus }) {
  const { t } = useMessages();
  const isConnected = credential.state === "connected";
  return (
    <Badge
      tone={isConnected ? "good" : credential.state === "needs_reconnect" ? "bad" : "quiet"}
      icon={isConnected ? "check" : "pause"}
    >
      {t.providers.credentialState({
        kind: t.providers.credentialKinds[credential.kind],
        state: t.connection.states[credential.state],
      })}
    </Badge>
  );
}
