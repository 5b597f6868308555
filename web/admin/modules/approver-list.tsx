import type { ReactNode } from "react";
import type { PersonSummary } from "../../ui/api/people.ts";
import { Button } from "../../ui/components/button.tsx";
import { Icon } from "../../ui/components/icon.tsx";
import { PersonField } from "../../ui/components/person-field.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import "../../portal/booking/people-editor.css";

interface ApproverListProps {
  readonly value: readonly PersonSummary[];
  readonly onChange: (approvers: readonly PersonSummary[]) => void;
  readonly error?: ReactNode;
}

/** The people who approve, each by name. */
export function ApproverList({ value, onChange, error }: ApproverListProps) {
  const { t } = useMessages();
  const without = (id: string) => value.filter((person) => person.id !== id);
  return (
    <div className="stack-small">
      <PersonField
        label={t.modules.approvers}
        description={t.modules.approversHow}
        value={null}
        onChange={(person) => {
          if (person) onChange([...without(person.id), person]);
        }}
        clearsAfterChoice
        error={error}
      />
      {value.length === 0 ? null : (
        <ul className="people-list" aria-label={t.modules.approversChosen}>
          {value.map((person) => (
            <li key={person.id}>
              <span className="people-name">
                {person.display_name}
                <span className="small muted">{person.email}</span>
              </span>
              <Button
                look="quiet"
                size="small"
                aria-label={t.modules.removeApprover({ name: person.display_name })}
                onPress={() => onChange(without(person.id))}
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
