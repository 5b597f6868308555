import { useState } from "react";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { RECIPIENTS_MAX, SHARE_MESSAGE_CHARACTERS_MAX } from "../../../src/contract/shares.ts";
import { useMailPreferences, useShareReservation } from "../../ui/api/mail.ts";
import { Button } from "../../ui/components/button.tsx";
import { ConfirmDialog } from "../../ui/components/confirm-dialog.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { type Addressee, PeopleEditor } from "../booking/people-editor.tsx";

/** Has its details mailed to others; not there where no mail is sent. */
export function ShareReservation({ reservation }: { reservation: Reservation }) {
  const { t } = useMessages();
  const [isOpen, setIsOpen] = useState(false);
  const { data } = useMailPreferences();
  if (data?.is_sent !== true) return null;
  return (
    <>
      <Button
        size="small"
        aria-label={t.sharing.shareOne({ number: reservation.number })}
        onPress={() => setIsOpen(true)}
      >
        {t.sharing.share}
      </Button>
      {isOpen ? <ShareDialog reservation={reservation} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

interface ShareDialogProps {
  readonly reservation: Reservation;
  readonly onClose: () => void;
}

function ShareDialog({ reservation, onClose }: ShareDialogProps) {
  const { t } = useMessages();
  const [recipients, setRecipients] = useState<readonly Addressee[]>([]);
  const [message, setMessage] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const share = useShareReservation(reservation.id, ({ mails }) => {
    tell({ title: t.sharing.shared(mails) });
    onClose();
  });
  const fault =
    recipients.length === 0
      ? t.sharing.recipientsMissing
      : recipients.length > RECIPIENTS_MAX
        ? t.sharing.tooMany(RECIPIENTS_MAX)
        : undefined;
  return (
    <ConfirmDialog
      title={t.sharing.title}
      isOpen
      onClose={onClose}
      keepLabel={t.actions.back}
      confirmLabel={t.sharing.send}
      isDangerous={false}
      isPending={share.isPending}
      error={share.error}
      onConfirm={() => {
        if (fault === undefined)
          share.mutate({ recipients: recipients.map(({ email }) => email), message });
        else setIsAsked(true);
      }}
    >
      <p>{t.sharing.means[reservation.sensitivity === "private" ? "private" : "normal"]}</p>
      <PeopleEditor<Addressee>
        label={t.sharing.recipients}
        chosenLabel={t.sharing.recipientsChosen}
        value={recipients}
        onChange={setRecipients}
        added={(addressee) => addressee}
        error={isAsked ? fault : undefined}
      />
      <TextField
        label={t.sharing.message}
        lines="many"
        value={message}
        onChange={setMessage}
        maxLength={SHARE_MESSAGE_CHARACTERS_MAX}
      />
    </ConfirmDialog>
  );
}
