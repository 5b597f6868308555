import type { z } from "zod";
import type { attendeeSchema } from "../../../src/contract/reservations.ts";
import { Checkbox } from "../../ui/components/checkbox.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { withAttendee } from "./attendee-list.ts";
import { PeopleEditor } from "./people-editor.tsx";

export type Attendee = z.infer<typeof attendeeSchema>;

interface AttendeeEditorProps {
  readonly value: readonly Attendee[];
  readonly onChange: (attendees: Attendee[]) => void;
}

/** Who comes, and who need not. */
export function AttendeeEditor({ value, onChange }: AttendeeEditorProps) {
  const { t } = useMessages();
  return (
    <PeopleEditor<Attendee>
      label={t.booking.attendees}
      chosenLabel={t.booking.attendeesChosen}
      value={value}
      onChange={onChange}
      added={(addressee) => ({ ...addressee, type: "required" })}
      renderExtra={(attendee) => (
        <Checkbox
          isSelected={attendee.type === "optional"}
          onChange={(isOptional) =>
            onChange(
              withAttendee(value, { ...attendee, type: isOptional ? "optional" : "required" }),
            )
          }
        >
          {t.booking.optional}
        </Checkbox>
      )}
    />
  );
}
