import { Button } from "../../ui/components/button.tsx";
import { Dialog } from "../../ui/components/dialog.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages, type Messages } from "../../ui/messages/messages.ts";
import type { Rehearsal } from "../../../src/contract/schedule.ts";
import type { Bar } from "../layout/schedule-rows.ts";
import type { Draft } from "./draft.ts";
import { useDrop, type Drop } from "./use-drop.ts";

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
  const { space } = draft.row;
  const after = placeAndTime(draft);
  const drop = useDrop(draft, bar, () => {
    tell({ title: t.planner.moved({ space: space.name, time: after.time }) });
    onClose();
  });
  const { taken, shown } = drop;
  const isResized = draft.endMs - draft.startMs !== shown.endMs - shown.startMs;
  return (
    <Dialog
      title={
        draft.row.key === draft.origin.key && isResized
          ? t.planner.resizeTitle
          : t.planner.moveTitle
      }
      isOpen
      isAlert
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{drop.isThere ? t.actions.close : t.planner.keep}</Button>
          {drop.isThere ? null : (
            <Button look="primary" {...TAKES_FOCUS} isPending={drop.isPending} onPress={drop.send}>
              {t.planner.move}
            </Button>
          )}
        </>
      }
    >
      <Meanwhile
        drop={drop}
        placeWords={t.planner.placeAndTime({ space: shown.spaceName, ...placeAndTime(shown) })}
      />
      <ProblemNotice error={drop.error} />
      <dl className="facts">
        <dt>{t.booking.subject}</dt>
        <dd>{taken.subject}</dd>
        <dt>{t.planner.before}</dt>
        <dd>{t.planner.placeAndTime({ space: taken.spaceName, ...placeAndTime(taken) })}</dd>
        <dt>{t.planner.after}</dt>
        <dd>
          <strong>{t.planner.placeAndTime({ space: space.name, ...after })}</strong>
        </dd>
      </dl>
      {drop.error !== null || drop.isThere ? null : (
        <Consequences consequences={drop.consequences} space={space.name} />
      )}
    </Dialog>
  );

  function placeAndTime({ startMs, endMs }: { startMs: number; endMs: number }) {
    const [start, end] = [new Date(startMs).toISOString(), new Date(endMs).toISOString()];
    return { day: formats.day(start, zone), time: formats.timeRange(start, end, zone) };
  }
}

/** What has become of it since it was taken, if that bears on the move. */
function Meanwhile({ drop, placeWords }: { drop: Drop; placeWords: string }) {
  const { t } = useMessages();
  if (drop.isThere) return <Notice tone="good" title={t.planner.isThere} isUrgent />;
  if (drop.hasMoved) {
    return (
      <Notice tone="warn" title={t.planner.movedMeanwhile} isUrgent>
        <p>{t.planner.wasThere({ place: placeWords })}</p>
      </Notice>
    );
  }
  return drop.asksAgain ? <Notice tone="warn" title={t.planner.changedMeanwhile} isUrgent /> : null;
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
