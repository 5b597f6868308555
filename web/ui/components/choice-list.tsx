import type { ReactNode } from "react";
import { useId } from "react";
import { ToggleButton, ToggleButtonGroup, type Key } from "react-aria-components";
import type { Choice } from "./select.tsx";
import "./field.css";

interface ChoiceListProps<K extends string> {
  readonly label: string;
  readonly choices: readonly Choice<K>[];
  readonly value: readonly K[];
  readonly onChange: (keys: readonly K[]) => void;
  readonly isSingle?: boolean;
  readonly error?: ReactNode;
}

/** A few choices that are all in sight; with `isSingle` exactly one of them holds. */
export function ChoiceList<K extends string>({
  label,
  choices,
  value,
  onChange,
  isSingle = false,
  error,
}: ChoiceListProps<K>) {
  const labelId = useId();
  const errorId = useId();
  const change = (keys: Set<Key>) => {
    onChange(choices.map((choice) => choice.key).filter((key) => keys.has(key)));
  };
  return (
    <div className="field">
      <span className="field-label" id={labelId}>
        {label}
      </span>
      <ToggleButtonGroup
        aria-labelledby={labelId}
        {...(error === undefined ? {} : { "aria-describedby": errorId })}
        className="choice-list"
        selectionMode={isSingle ? "single" : "multiple"}
        disallowEmptySelection={isSingle}
        selectedKeys={value}
        onSelectionChange={change}
      >
        {choices.map((choice) => (
          <ToggleButton key={choice.key} id={choice.key} className="choice">
            {choice.label}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {error === undefined ? null : (
        <span id={errorId} className="field-error">
          {error}
        </span>
      )}
    </div>
  );
}
