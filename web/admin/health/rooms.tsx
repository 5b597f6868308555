import type { Health } from "../../../src/contract/health.ts";
import { useSession } from "../../ui/api/session.ts";
import { Badge } from "../../ui/components/badge.tsx";
import { LinkButton } from "../../ui/components/button.tsx";
import { Table, type Column } from "../../ui/components/table.tsx";
import { Said } from "../../ui/components/said.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

type Room = Health["rooms"]["worst"][number];

const LOOKS = {
  active: { tone: "good", icon: "check" },
  pending: { tone: "info", icon: "clock" },
  failing: { tone: "bad", icon: "warning" },
  inactive: { tone: "quiet", icon: "pause" },
} as const;

export function Rooms({ rooms }: { rooms: Health["rooms"] }) {
  const { t, formats } = useMessages();
  const columns = useColumns();
  const troubled = rooms.worst.filter(({ state }) => state !== "active");
  return (
    <section className="section" aria-label={t.health.rooms}>
      <h2>{t.health.rooms}</h2>
      {rooms.count === 0 ? (
        <p className="muted">{t.health.noRooms}</p>
      ) : (
        <>
          <div className="row">
            {rooms.by_source.map(({ source, state, count }) => (
              <Badge key={`${source} ${state}`} tone={LOOKS[knownState(state)].tone}>
                {t.health.sourceAndCount({
                  source: t.health.sources[knownSource(source)],
                  state: state === "active" ? "" : t.health.states[knownState(state)],
                  count: formats.number(count),
                })}
              </Badge>
            ))}
          </div>
          {troubled.length === 0 ? (
            <p className="muted">{t.health.everyRoomIsWell}</p>
          ) : (
            <Table
              caption={t.health.rooms}
              columns={columns}
              rows={troubled}
              rowKey={({ sync_configuration_id: id }) => id}
            />
          )}
          <div className="row">
            <LinkButton size="small" href="/admin/sync-configurations">
              {t.health.allRooms}
            </LinkButton>
          </div>
        </>
      )}
    </section>
  );
}

function knownState(state: string): Room["state"] {
  return state in LOOKS ? (state as Room["state"]) : "pending";
}

function knownSource(source: string): Room["source"] {
  return source === "subscription" || source === "polling" ? source : "none";
}

function useColumns(): Column<Room>[] {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const at = (instant: string | null, otherwise: string) =>
    instant === null ? otherwise : formats.dateTime(instant, person.time_zone);
  return [
    {
      key: "room",
      header: t.health.room,
      namesRow: true,
      cell: (row) => (
        <span className="stack-small">
          {row.space_name}
          <span className="muted small">{row.room_mailbox}</span>
        </span>
      ),
    },
    {
      key: "state",
      header: t.health.state,
      cell: ({ state, reason }) => (
        <span className="stack-small">
          <span>
            <Badge {...LOOKS[state]}>{t.health.states[state]}</Badge>
          </span>
          {reason === null ? null : (
            <span className="small">
              <Said text={reason} />
            </span>
          )}
        </span>
      ),
    },
    { key: "source", header: t.health.source, cell: ({ source }) => t.health.sources[source] },
    {
      key: "until",
      header: t.health.subscriptionUntil,
      cell: (row) => at(row.subscription_expires_at, t.health.none),
    },
    {
      key: "read",
      header: t.health.lastRead,
      cell: (row) => at(row.last_read_at, t.health.never),
    },
  ];
}
