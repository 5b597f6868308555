import type { Health } from "../../../src/contract/health.ts";
import { useMessages } from "../../ui/messages/messages.ts";
import { durationText } from "./duration.ts";

/** The figures that say at one look whether all is well. */
export function Figures({ health }: { health: Health }) {
  const messages = useMessages();
  const { t, formats } = messages;
  const number = (value: number) => formats.number(value);
  const waiting = (is: (entry: Health["queue"][number]) => boolean) =>
    number(health.queue.filter(is).reduce((sum, { count }) => sum + count, 0));
  const figures: readonly Figure[] = [
    {
      name: t.health.waiting,
      value: waiting(({ state, priority }) => state === "new" && priority === 0),
    },
    {
      name: t.health.waitingBulk,
      value: waiting(({ state, priority }) => state === "new" && priority > 0),
    },
    { name: t.health.underWay, value: waiting(({ state }) => state === "processing") },
    {
      name: t.health.waitingForToken,
      value: waiting(({ state }) => state === "waiting_for_token"),
    },
    { name: t.health.oldest, value: oldestText(messages, health) },
    {
      name: t.health.errorsLastDay,
      value: number(health.errors.reduce((sum, error) => sum + error.last_day, 0)),
    },
    { name: t.health.lag95, value: lagText(messages, health), note: t.health.lag95Means },
    {
      name: t.health.readWhole,
      value: t.health.ofRooms({
        read: number(health.rooms.read_whole),
        count: number(health.rooms.count),
      }),
    },
    { name: t.health.doubleBooked, value: number(health.double_booked) },
  ];
  return (
    <section className="section" aria-label={t.health.figures}>
      <h2>{t.health.figures}</h2>
      <dl className="figures">
        {figures.map(({ name, value, note }) => (
          <div key={name} className="figure">
            <dt>{name}</dt>
            <dd>{value}</dd>
            {note === undefined ? null : <dd className="small muted">{note}</dd>}
          </div>
        ))}
      </dl>
    </section>
  );
}

interface Figure {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
}

type Messages = ReturnType<typeof useMessages>;

function oldestText(messages: Messages, { at, oldest_waiting: oldest }: Health): string {
  if (oldest === null) return messages.t.health.nothingWaits;
  return durationText(messages, (Date.parse(at) - Date.parse(oldest.created_at)) / 1000);
}

function lagText(messages: Messages, { lag }: Health): string {
  const { t } = messages;
  if (lag.buckets.every(({ count }) => count === 0)) return t.health.noChanges;
  return lag.within_seconds_95 === null
    ? t.health.lagBeyond
    : durationText(messages, lag.within_seconds_95);
}
