import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox } from "react-aria-components";
import { Icon } from "./icon.tsx";
import "./field.css";

interface CheckboxProps {
  readonly children: ReactNode;
  readonly isSelected: boolean;
  readonly onChange: (selected: boolean) => void;
  readonly isDisabled?: boolean;
  readonly "aria-label"?: string;
}

export function Checkbox({ children, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className="check">
      <span className="check-box">
        <Icon name="check" sizePx={16} />
      </span>
      {children}
    </AriaCheckbox>
  );
}
