import { useUpdateReservation } from "../../ui/api/reservations.ts";
import { useRehearsal } from "../../ui/api/schedule.ts";
import { Button } from "../../ui/components/button.tsx";
import { Dialog } from "../../ui/components/dialog.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages, type Messages } from "../../ui/messages/messages.ts";
import type { Rehearsal } from "../../../src/contract/schedule.ts";
import type { Bar } from "../layout/schedule-rows.ts";
import type { Draft } from "./draft.ts";

interface MoveDialogProps {
  readonly draft: Draft;
  readonly bar: Bar;
  readonly zone: string;
  readonly onClose: () => void;
}

/** Whoever came by Enter confirms by Enter. */
const TAKES_FOCUS = { autoFocus: true };

/** Asks before a reservation is moved, and says what follows, as the server has rehearsed it. */
export function MoveDialog({ draft, bar, zone, onClose }: MoveDialogProps) {
  const { t, formats } = useMessages();
  const { id, version } = bar.reservation;
  const body = changeOf(draft, bar);
  const rehearsal = useRehearsal(id, version, body);
  const { space } = draft.row;
  const after = placeAndTime(draft.startMs, draft.endMs);
  const update = useUpdateReservation(id, () => {
    tell({ title: t.planner.moved({ space: space.name, time: after.time }) });
    onClose();
  });
  const isSamePlace = draft.row.key === draft.origin.key;
  const isResized = draft.endMs - draft.startMs !== bar.endMs - bar.startMs;
  return (
    <Dialog
      title={isSamePlace && isResized ? t.planner.resizeTitle : t.planner.moveTitle}
      isOpen
      isAlert
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t.planner.keep}</Button>
          <Button
            look="primary"
            {...TAKES_FOCUS}
            isPending={update.isPending || rehearsal.isLoading}
            onPress={() => update.mutate({ body, version })}
          >
            {t.planner.move}
          </Button>
        </>
      }
    >
      <ProblemNotice error={update.error ?? rehearsal.error} />
      <dl className="facts">
        <dt>{t.booking.subject}</dt>
        <dd>{bar.reservation.subject}</dd>
        <dt>{t.planner.before}</dt>
        <dd>
          {t.planner.placeAndTime({
            space: draft.origin.space.name,
            ...placeAndTime(bar.startMs, bar.endMs),
          })}
        </dd>
        <dt>{t.planner.after}</dt>
        <dd>
          <strong>{t.planner.placeAndTime({ space: space.name, ...after })}</strong>
        </dd>
      </dl>
      {rehearsal.error ? null : (
        <Consequences consequences={rehearsal.data?.consequences} space={space.name} />
      )}
    </Dialog>
  );

  function placeAndTime(startMs: number, endMs: number) {
    const [start, end] = [new Date(startMs).toISOString(), new Date(endMs).toISOString()];
    return { day: formats.day(start, zone), time: formats.timeRange(start, end, zone) };
  }
}

interface ConsequencesProps {
  readonly consequences: Rehearsal["consequences"] | undefined;
  readonly space: string;
}

function Consequences({ consequences, space }: ConsequencesProps) {
  const messages = useMessages();
  const { t } = messages;
  if (consequences === undefined) return <p className="muted">{t.planner.rehearsing}</p>;
  if (consequences.length === 0) return <p className="muted">{t.planner.nothingFollows}</p>;
  return (
    <section className="stack-small">
      <h3>{t.planner.follows}</h3>
      <ul className="planner-consequences">
        {consequences.map((consequence) => (
          <li key={consequence.code}>{consequenceWords(messages, consequence, space)}</li>
        ))}
      </ul>
    </section>
  );
}

function consequenceWords(
  { t, formats }: Messages,
  { code, names, count }: Rehearsal["consequences"][number],
  space: string,
): string {
  const words = t.planner.consequences[code];
  return typeof words === "string" ? words : words({ names: formats.list(names), count, space });
}

/** Of a series one date alone is taken by the hand. */
function changeOf({ row, origin, startMs, endMs }: Draft, { reservation, ...bar }: Bar) {
  const isMoved = startMs !== bar.startMs || endMs !== bar.endMs;
  return {
    ...(row.key === origin.key ? {} : { space_id: row.space.id }),
    ...(isMoved
      ? { start: new Date(startMs).toISOString(), end: new Date(endMs).toISOString() }
      : {}),
    ...(reservation.kind === "recurring" ? { scope: "this" as const } : {}),
  };
}
