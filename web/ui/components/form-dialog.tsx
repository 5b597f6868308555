import type { ReactNode } from "react";
import { useMessages } from "../messages/messages.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { ProblemNotice } from "./problem-notice.tsx";

interface FormDialogProps {
  readonly title: string;
  /** What its main button says. */
  readonly submit: string;
  readonly isReady?: boolean;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Fields in a window over the page, which are sent or left; what went wrong stands above them. */
export function FormDialog(props: FormDialogProps) {
  const { title, submit, isReady = true, isPending, error, onSubmit, onClose, children } = props;
  const { t } = useMessages();
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t.actions.close}</Button>
          <Button look="primary" isDisabled={!isReady} isPending={isPending} onPress={onSubmit}>
            {submit}
          </Button>
        </>
      }
    >
      <ProblemNotice error={error} />
      {children}
    </Dialog>
  );
}
