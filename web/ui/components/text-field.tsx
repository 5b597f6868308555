import type { ReactNode } from "react";
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField as AriaTextField,
} from "react-aria-components";
import "./field.css";

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly description?: string | undefined;
  /** What is wrong with the value, in a sentence. */
  readonly error?: ReactNode;
  readonly type?: "text" | "email" | "password";
  readonly lines?: "one" | "many";
  readonly maxLength?: number;
  readonly isRequired?: boolean;
  readonly isReadOnly?: boolean;
  readonly placeholder?: string;
  readonly autoComplete?: string;
  /** For the first field of a dialog that the person has just opened. */
  readonly takesFocus?: boolean;
}

export function TextField({
  label,
  description,
  error,
  lines = "one",
  type = "text",
  takesFocus = false,
  placeholder,
  autoComplete = "off",
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField
      {...rest}
      className="field"
      type={type}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      autoComplete={autoComplete}
      {...(takesFocus ? { autoFocus: true } : {})}
    >
      <Label className="field-label">{label}</Label>
      {lines === "one" ? (
        <Input className="input" {...(placeholder === undefined ? {} : { placeholder })} />
      ) : (
        <TextArea className="input" />
      )}
      {description === undefined ? null : (
        <Text slot="description" className="field-description">
          {description}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}
