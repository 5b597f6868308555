import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useMessages } from "../messages/messages.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import "./dialog.css";

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** A question that wants an answer before anything else. */
  readonly isAlert?: boolean;
  readonly children: ReactNode;
  /** Buttons, the main one last. */
  readonly actions?: ReactNode;
}

/** A window over the page; on a phone it fills the screen from below. */
export function Dialog({ title, isOpen, onClose, isAlert, children, actions }: DialogProps) {
  const { t } = useMessages();
  return (
    <ModalOverlay
      className="dialog-backdrop"
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className="dialog-window">
        <AriaDialog className="dialog" role={isAlert ? "alertdialog" : "dialog"}>
          <header className="dialog-header">
            <Heading slot="title">{title}</Heading>
            <Button look="quiet" size="small" aria-label={t.actions.close} onPress={onClose}>
              <Icon name="cross" />
            </Button>
          </header>
          <div className="dialog-body">{children}</div>
          {actions === undefined ? null : <footer className="dialog-footer">{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
