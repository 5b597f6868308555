import { Checkbox } from "../../ui/components/checkbox.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { AttendeeEditor, type Attendee } from "./attendee-editor.tsx";

/** What the meeting is about and who comes; as in the contract. */
export interface MeetingValue {
  readonly subject: string;
  readonly notes: string;
  readonly isPrivate: boolean;
  readonly attendees: Attendee[];
}

interface MeetingFieldsProps {
  readonly value: MeetingValue;
  readonly onChange: (part: Partial<MeetingValue>) => void;
  /** Others come as well. */
  readonly invites?: boolean;
  /** Typing begins with the subject. */
  readonly takesFocus?: boolean;
}

const SUBJECT_MAX = 255;
const NOTES_MAX = 65_000;

export function MeetingFields({
  value,
  onChange,
  invites = true,
  takesFocus = true,
}: MeetingFieldsProps) {
  const { t } = useMessages();
  return (
    <>
      <TextField
        label={t.booking.subject}
        value={value.subject}
        onChange={(subject) => onChange({ subject })}
        maxLength={SUBJECT_MAX}
        takesFocus={takesFocus}
      />
      {invites ? (
        <AttendeeEditor value={value.attendees} onChange={(attendees) => onChange({ attendees })} />
      ) : null}
      <TextField
        label={t.booking.notes}
        lines="many"
        value={value.notes}
        onChange={(notes) => onChange({ notes })}
        maxLength={NOTES_MAX}
      />
      <Checkbox
        isSelected={value.isPrivate}
        onChange={(isPrivate) => onChange({ isPrivate })}
        description={t.booking.privateMeans}
      >
        {t.booking.private}
      </Checkbox>
    </>
  );
}
