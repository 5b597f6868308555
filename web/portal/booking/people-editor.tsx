import type { ReactNode } from "react";
import { Button } from "../../ui/components/button.tsx";
import { Icon } from "../../ui/components/icon.tsx";
import { MailAddress } from "../../ui/components/mail-address.tsx";
import { PersonField } from "../../ui/components/person-field.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { withAttendee, withoutAttendee } from "./attendee-list.ts";
import "./people-editor.css";

/** Somebody by address; the name is empty where only that is known. */
export interface Addressee {
  readonly email: string;
  readonly name: string;
}

interface PeopleEditorProps<A extends Addressee> {
  readonly label: string;
  readonly chosenLabel: string;
  readonly value: readonly A[];
  readonly onChange: (people: A[]) => void;
  readonly added: (addressee: Addressee) => A;
  /** What can be said of each besides. */
  readonly renderExtra?: (person: A) => ReactNode;
  readonly error?: ReactNode;
}

/** Collects colleagues by name, anybody else by address. */
export function PeopleEditor<A extends Addressee>(props: PeopleEditorProps<A>) {
  const { label, chosenLabel, value, onChange, added, renderExtra, error } = props;
  const { t } = useMessages();
  const add = (email: string, name: string) =>
    onChange(withAttendee(value, added({ email, name })));
  return (
    <div className="stack-small">
      <PersonField
        label={label}
        description={t.booking.attendeesHow}
        value={null}
        onChange={(person) => {
          if (person) add(person.email, person.display_name);
        }}
        onOtherAddress={(email) => add(email, "")}
        clearsAfterChoice
        error={error}
      />
      {value.length === 0 ? null : (
        <ul className="people-list" aria-label={chosenLabel}>
          {value.map((person) => (
            <li key={person.email}>
              <span className="people-name">
                {person.name}
                <span {...(person.name === "" ? {} : { className: "small muted" })}>
                  <MailAddress>{person.email}</MailAddress>
                </span>
              </span>
              {renderExtra?.(person)}
              <Button
                look="quiet"
                size="small"
                aria-label={t.booking.removeAttendee({ name: person.name || person.email })}
                onPress={() => onChange(withoutAttendee(value, person.email))}
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
