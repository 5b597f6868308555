import {
  FieldError,
  Group,
  Input,
  Label,
  NumberField as AriaNumberField,
} from "react-aria-components";
import "./field.css";

interface NumberFieldProps {
  readonly label: string;
  readonly value: number | undefined;
  /** `undefined` when the field was emptied. */
  readonly onChange: (value: number | undefined) => void;
  readonly minValue: number;
  readonly maxValue: number;
}

export function NumberField({ label, value, onChange, minValue, maxValue }: NumberFieldProps) {
  return (
    <AriaNumberField
      className="field"
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? undefined : next)}
      minValue={minValue}
      maxValue={maxValue}
    >
      <Label className="field-label">{label}</Label>
      <Group className="field-group">
        <Input className="input" />
      </Group>
      <FieldError className="field-error" />
    </AriaNumberField>
  );
}
