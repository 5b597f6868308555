import type { ReactNode } from "react";
import { Button } from "../../ui/components/button.tsx";
import { Dialog } from "../../ui/components/dialog.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useBulkWork, type BulkProgress } from "./use-bulk-work.ts";

interface BulkWorkDialogProps {
  readonly title: string;
  readonly beginLabel: string;
  readonly path: string;
  readonly body: Readonly<Record<string, string>>;
  /** What will happen, before it is begun. */
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** Asks before bulk work, shows how far it is, and what came of it. */
export function BulkWorkDialog(props: BulkWorkDialogProps) {
  const { t } = useMessages();
  const work = useBulkWork(props.path, props.body);
  return (
    <Dialog
      title={props.title}
      isOpen
      onClose={props.onClose}
      actions={
        work.isSuccess ? (
          <Button look="primary" onPress={props.onClose}>
            {t.actions.close}
          </Button>
        ) : (
          <>
            <Button onPress={props.onClose}>{t.actions.back}</Button>
            <Button look="primary" isPending={work.isPending} onPress={() => work.mutate()}>
              {props.beginLabel}
            </Button>
          </>
        )
      }
    >
      {work.isIdle ? (
        props.children
      ) : (
        <BulkResult progress={work.progress} isOver={work.isSuccess} />
      )}
      <ProblemNotice error={work.error} />
    </Dialog>
  );
}

function BulkResult({ progress, isOver }: { progress: BulkProgress; isOver: boolean }) {
  const { t, formats } = useMessages();
  const refused = [...progress.refused];
  return (
    <output className="stack">
      <p>{t.bulk.enqueued({ count: progress.enqueued })}</p>
      {isOver ? null : <p>{t.bulk.remaining({ count: progress.remaining })}</p>}
      {refused.length === 0 ? null : (
        <Notice tone="warn" title={t.bulk.refused}>
          <ul className="plain-list">
            {refused.map(([code, count]) => (
              <li key={code}>{t.bulk.refusedWith({ code, count: formats.number(count) })}</li>
            ))}
          </ul>
        </Notice>
      )}
    </output>
  );
}
