import { Notice } from "../../ui/components/notice.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { ConnectLink } from "./connect-link.tsx";

interface ConnectPromptProps {
  readonly providerId: string | null;
  readonly returnTo: string;
}

/** Shown in the middle of booking: nothing typed is lost on the way (policy C7). */
export function ConnectPrompt({ providerId, returnTo }: ConnectPromptProps) {
  const { t } = useMessages();
  return (
    <Notice tone="warn" title={t.connection.promptTitle} isUrgent>
      <p>{t.connection.promptSentence}</p>
      <div className="row">
        <ConnectLink returnTo={returnTo} providerId={providerId} />
      </div>
    </Notice>
  );
}
