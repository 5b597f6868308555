import type { z } from "zod";
import type { attendeeSchema } from "../../../src/contract/reservations.ts";
import { Button } from "../../ui/components/button.tsx";
import { Checkbox } from "../../ui/components/checkbox.tsx";
import { Icon } from "../../ui/components/icon.tsx";
import { PersonField } from "../../ui/components/person-field.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { withAttendee, withoutAttendee } from "./attendee-list.ts";
import "./attendee-editor.css";

export type Attendee = z.infer<typeof attendeeSchema>;

interface AttendeeEditorProps {
  readonly value: readonly Attendee[];
  readonly onChange: (attendees: Attendee[]) => void;
}

/** Colleagues by name, anybody else by address. */
export function AttendeeEditor({ value, onChange }: AttendeeEditorProps) {
  const { t } = useMessages();
  const add = (email: string, name: string) =>
    onChange(withAttendee(value, { email, name, type: "required" }));
  return (
    <div className="stack-small">
      <PersonField
        label={t.booking.attendees}
        description={t.booking.attendeesHow}
        value={null}
        onChange={(person) => {
          if (person) add(person.email, person.display_name);
        }}
        onOtherAddress={(email) => add(email, "")}
        clearsAfterChoice
      />
      {value.length === 0 ? null : (
        <ul className="attendee-list" aria-label={t.booking.attendeesChosen}>
          {value.map((attendee) => (
            <li key={attendee.email}>
              <span className="attendee-name">
                {attendee.name === "" ? attendee.email : attendee.name}
                {attendee.name === "" ? null : (
                  <span className="small muted">{attendee.email}</span>
                )}
              </span>
              <Checkbox
                isSelected={attendee.type === "optional"}
                onChange={(isOptional) =>
                  onChange(
                    withAttendee(value, {
                      ...attendee,
                      type: isOptional ? "optional" : "required",
                    }),
                  )
                }
              >
                {t.booking.optional}
              </Checkbox>
              <Button
                look="quiet"
                size="small"
                aria-label={t.booking.removeAttendee({ name: attendee.name || attendee.email })}
                onPress={() => onChange(withoutAttendee(value, attendee.email))}
              >
                <Icon name="cross" sizePx={16} />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
