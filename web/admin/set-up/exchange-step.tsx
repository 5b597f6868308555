import type { GuidedSetUp } from "../../../src/contract/guided-set-up.ts";
import { CopyButton } from "../../ui/components/copy-button.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { CommandBlock } from "../scan/command-block.tsx";

type Command = GuidedSetUp["commands"][number];

/** The commands for Exchange Online PowerShell, with this tenant's own values. */
export function ExchangeStep({ commands }: { commands: readonly Command[] }) {
  const { t } = useMessages();
  if (commands.length === 0) return <p className="muted">{t.setUp.exchange.none}</p>;
  const needed = commands.filter(({ is_optional: isOptional }) => !isOptional);
  const optional = commands.filter(({ is_optional: isOptional }) => isOptional);
  return (
    <>
      <CommandList commands={needed} />
      <div className="row">
        <CopyButton
          value={needed.map(({ command }) => command).join("\n")}
          label={t.setUp.exchange.copyAll}
        />
      </div>
      <p className="muted">{t.setUp.exchange.slow}</p>
      {optional.length === 0 ? null : (
        <details>
          <summary>{t.setUp.exchange.optional}</summary>
          <CommandList commands={optional} />
        </details>
      )}
    </>
  );
}

function CommandList({ commands }: { commands: readonly Command[] }) {
  const { t } = useMessages();
  return (
    <ol className="step-list">
      {commands.map(({ key, command }) => {
        const what = t.setUp.exchange.commands[key];
        return (
          <li key={key}>
            <p>{what}</p>
            <CommandBlock command={command} copyLabel={t.setUp.exchange.copy({ what })} />
          </li>
        );
      })}
    </ol>
  );
}
