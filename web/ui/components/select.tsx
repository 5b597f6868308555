import type { ReactNode } from "react";
import {
  Button,
  FieldError,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
} from "react-aria-components";
import { Icon } from "./icon.tsx";
import "./field.css";

export interface Choice<K extends string> {
  readonly key: K;
  readonly label: string;
  readonly description?: string;
}

interface SelectProps<K extends string> {
  readonly label: string;
  readonly choices: readonly Choice<K>[];
  readonly value: K | null;
  readonly onChange: (key: K) => void;
  readonly placeholder?: string;
  readonly error?: ReactNode;
}

/** One of some choices. While there are none, as while they are loaded, nothing opens. */
export function Select<K extends string>({
  label,
  choices,
  value,
  onChange,
  placeholder,
  error,
}: SelectProps<K>) {
  return (
    <AriaSelect
      className="field"
      value={value}
      onChange={(key) => {
        const chosen = choices.find((choice) => choice.key === key);
        if (chosen) onChange(chosen.key);
      }}
      isDisabled={choices.length === 0}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      {...(placeholder === undefined ? {} : { placeholder })}
    >
      <Label className="field-label">{label}</Label>
      <Button className="select-button">
        <SelectValue className="select-value" />
        <Icon name="chevron" sizePx={16} />
      </Button>
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover">
        <ListBox
          className="list-box"
          items={choices.map((choice) => ({ ...choice, id: choice.key }))}
        >
          {(choice) => (
            <ListBoxItem className="list-box-item" textValue={choice.label}>
              <Text slot="label">{choice.label}</Text>
              {choice.description === undefined ? null : (
                <Text slot="description" className="field-description">
                  {choice.description}
                </Text>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
