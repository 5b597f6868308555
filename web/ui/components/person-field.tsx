import type { ReactNode } from "react";
import { useState } from "react";
import {
  ComboBox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from "react-aria-components";
import { usePeople, type PersonSummary } from "../api/people.ts";
import { useMessages } from "../messages/messages.ts";
import "./field.css";

interface PersonFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly value: PersonSummary | null;
  readonly onChange: (person: PersonSummary | null) => void;
  /** Given when an address of somebody we do not know may be typed too. */
  readonly onOtherAddress?: (email: string) => void;
  /** Empties the field after each choice, for collecting several people. */
  readonly clearsAfterChoice?: boolean;
  readonly error?: ReactNode;
}

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Finds a person by name or address among those the directory suggests. */
export function PersonField(props: PersonFieldProps) {
  const { label, description, value, onChange, onOtherAddress, clearsAfterChoice, error } = props;
  const { t } = useMessages();
  const [text, setText] = useState(value?.display_name ?? "");
  const { data: people = [] } = usePeople(text);
  const isEmpty = text.trim() === "";

  const choose = (person: PersonSummary) => {
    onChange(person);
    setText(clearsAfterChoice ? "" : person.display_name);
  };
  const takeTypedAddress = () => {
    const address = text.trim();
    if (!onOtherAddress || !ADDRESS.test(address)) return;
    const known = people.find((person) => person.email.toLowerCase() === address.toLowerCase());
    if (known) {
      choose(known);
      return;
    }
    onOtherAddress(address);
    setText("");
  };

  return (
    <ComboBox
      className="field"
      inputValue={text}
      onInputChange={setText}
      value={clearsAfterChoice ? null : (value?.id ?? null)}
      onChange={(key) => {
        const person = people.find((candidate) => candidate.id === key);
        if (person) choose(person);
      }}
      // Nothing typed, nothing suggested: clearing the field after a choice closes the list too.
      items={isEmpty ? [] : people}
      allowsCustomValue
      allowsEmptyCollection={!isEmpty}
      menuTrigger="input"
      isInvalid={error !== undefined}
      validationBehavior="aria"
      onBlur={() => {
        if (onOtherAddress) takeTypedAddress();
        else setText(value?.display_name ?? "");
      }}
    >
      <Label className="field-label">{label}</Label>
      <div className="field-group">
        <Input
          className="input"
          onKeyDown={(event) => {
            if (event.key === "Enter") takeTypedAddress();
          }}
        />
      </div>
      {description === undefined ? null : (
        <Text slot="description" className="field-description">
          {description}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover">
        <ListBox<PersonSummary>
          className="list-box"
          renderEmptyState={() => (
            <div className="list-box-empty">
              {onOtherAddress ? t.people.noneButAddress : t.people.none}
            </div>
          )}
        >
          {(person) => (
            <ListBoxItem className="list-box-item" textValue={person.display_name}>
              <Text slot="label">{person.display_name}</Text>
              <Text slot="description" className="field-description">
                {person.email}
              </Text>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
