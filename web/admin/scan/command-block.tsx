import { CopyButton } from "../../ui/components/copy-button.tsx";
import "./scan.css";

interface CommandBlockProps {
  readonly command: string;
  /** Which command the button copies, for those who do not see what stands beside it. */
  readonly copyLabel: string;
}

/** A command to take to a terminal, whole and with a button that copies it. */
export function CommandBlock({ command, copyLabel }: CommandBlockProps) {
  return (
    <div className="command">
      <pre className="code-block small">
        <code>{command}</code>
      </pre>
      <CopyButton value={command} size="small" aria-label={copyLabel} />
    </div>
  );
}
