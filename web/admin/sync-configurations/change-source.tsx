import type { SyncConfiguration } from "../../../src/contract/admin.ts";
import { useSession } from "../../ui/api/session.ts";
import { Badge, type BadgeProps } from "../../ui/components/badge.tsx";
import { Said } from "../../ui/components/said.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

type Look = Pick<BadgeProps, "tone" | "icon">;

const STATE_LOOKS: Readonly<Record<"pending" | "failing" | "inactive", Look>> = {
  pending: { tone: "info", icon: "clock" },
  failing: { tone: "bad", icon: "warning" },
  inactive: { tone: "quiet", icon: "pause" },
};
const SOURCE_LOOKS: Readonly<Record<SyncConfiguration["change_source"], Look>> = {
  subscription: { tone: "good", icon: "check" },
  polling: { tone: "info", icon: "clock" },
  none: { tone: "quiet", icon: "pause" },
};

/** How changes in Outlook reach us, when the room was read last, and why it is not better. */
export function ChangeSource({ configuration }: { configuration: SyncConfiguration }) {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const {
    change_source: source,
    change_source_state: state,
    change_source_reason: reason,
    last_read_at: lastReadAt,
  } = configuration;
  const isActive = state === "active";
  return (
    <div className="change-source">
      <Badge {...(isActive ? SOURCE_LOOKS[source] : STATE_LOOKS[state])}>
        {isActive
          ? t.syncConfigurations.changeSources[source]
          : t.syncConfigurations.changeSourceStates[state]}
      </Badge>
      {lastReadAt === null ? null : (
        <span className="small muted">
          {t.syncConfigurations.lastRead({ at: formats.dateTime(lastReadAt, person.time_zone) })}
        </span>
      )}
      {reason === null ? null : (
        <details>
          <summary aria-label={t.syncConfigurations.whyOf({ space: configuration.space_name })}>
            {t.syncConfigurations.why}
          </summary>
          <Said text={reason} />
        </details>
      )}
    </div>
  );
}
