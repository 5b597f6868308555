import { CopyButton } from "./copy-button.tsx";
import { TextField } from "./text-field.tsx";
import "./copy-field.css";

/** A value to take elsewhere: selectable, with a button that copies it and says so. */
export function CopyField({ label, value }: { label: string; value: string }) {
  return (
    <div className="copy-field">
      <TextField label={label} value={value} onChange={() => undefined} isReadOnly />
      <CopyButton value={value} />
    </div>
  );
}
