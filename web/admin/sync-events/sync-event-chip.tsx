import type { SyncEvent } from "../../../src/contract/admin.ts";
import { Badge, type BadgeProps } from "../../ui/components/badge.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

const TONES: Readonly<Record<SyncEvent["state"], BadgeProps["tone"]>> = {
  new: "info",
  processing: "info",
  processed: "good",
  error: "bad",
  waiting_for_token: "warn",
  not_sent: "quiet",
  superseded: "quiet",
};

const ICONS = {
  new: "clock",
  processing: "sync",
  processed: "check",
  error: "warning",
  waiting_for_token: "pause",
  not_sent: "pause",
  superseded: "cross",
} as const satisfies Record<SyncEvent["state"], string>;

export function SyncEventChip({ state }: { state: SyncEvent["state"] }) {
  const { t } = useMessages();
  return (
    <Badge tone={TONES[state]} icon={ICONS[state]} isBusy={state === "processing"}>
      {t.syncEvents.states[state]}
    </Badge>
  );
}
