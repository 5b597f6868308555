import { useId, type ReactNode } from "react";
import { Checkbox as AriaCheckbox } from "react-aria-components";
import { Icon } from "./icon.tsx";
import "./field.css";

interface CheckboxProps {
  readonly children: ReactNode;
  readonly isSelected: boolean;
  readonly onChange: (selected: boolean) => void;
  /** Below the label, read out after it. */
  readonly description?: string;
  readonly isDisabled?: boolean;
  readonly "aria-label"?: string;
}

export function Checkbox({ children, description, ...rest }: CheckboxProps) {
  const descriptionId = useId();
  const box = (
    <AriaCheckbox
      {...rest}
      className="check"
      {...(description === undefined ? {} : { "aria-describedby": descriptionId })}
    >
      <span className="check-box">
        <Icon name="check" sizePx={16} />
      </span>
      {children}
    </AriaCheckbox>
  );
  if (description === undefined) return box;
  return (
    <div className="field">
      {box}
      <span id={descriptionId} className="field-description">
        {description}
      </span>
    </div>
  );
}
