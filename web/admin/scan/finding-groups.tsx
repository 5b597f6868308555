import { useState } from "react";
import type { ScanFinding } from "../../../src/contract/configuration-scan.ts";
import { Badge, type BadgeProps } from "../../ui/components/badge.tsx";
import { Button } from "../../ui/components/button.tsx";
import { CopyButton } from "../../ui/components/copy-button.tsx";
import { Said } from "../../ui/components/said.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { CommandBlock } from "./command-block.tsx";
import { alike, groupFindings } from "./group-findings.ts";
import { RemedyLink } from "./remedy-link.tsx";
import "./scan.css";

const SHOWN_AT_FIRST = 5;
const LOOKS: Readonly<
  Record<
    ScanFinding["severity"],
    { tone: BadgeProps["tone"]; icon: NonNullable<BadgeProps["icon"]> }
  >
> = {
  error: { tone: "bad", icon: "warning" },
  warning: { tone: "warn", icon: "warning" },
  notice: { tone: "info", icon: "clock" },
};

/** What was found, one card for each kind of thing, worst first. */
export function FindingGroups({ findings }: { findings: readonly ScanFinding[] }) {
  return (
    <div className="findings">
      {groupFindings(findings).map((group) => (
        <FindingGroup key={group[0].code} findings={group} />
      ))}
    </div>
  );
}

function FindingGroup({
  findings,
}: {
  findings: readonly [ScanFinding, ...(readonly ScanFinding[])];
}) {
  const { t, say } = useMessages();
  const [showsAll, setShowsAll] = useState(false);
  const [first] = findings;
  const { code, severity, means } = first;
  const title = say(first.title).text;
  const shown = showsAll ? findings : findings.slice(0, SHOWN_AT_FIRST);
  const text = alike(findings, ({ remedy }) => remedy.text);
  const command = alike(findings, ({ remedy }) => remedy.command);
  const commands = [...new Set(findings.flatMap(({ remedy }) => remedy.command ?? []))];
  const headingId = `finding-${code}`;
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="stack-small">
        <div className="finding-heading">
          <Badge {...LOOKS[severity]}>{t.scan.severities[severity]}</Badge>
          <h2 id={headingId}>{title}</h2>
        </div>
        <p className="muted">
          <Said text={means} />
        </p>
        {text === null ? null : (
          <p>
            <Said text={text} />
          </p>
        )}
        {command === null ? null : (
          <CommandBlock command={command} copyLabel={t.scan.copyCommand({ name: title })} />
        )}
      </div>
      <ul className="finding-list">
        {shown.map((finding) => (
          <li key={`${finding.subject.id ?? ""} ${finding.message}`}>
            <FindingDetails
              finding={finding}
              text={text === null ? finding.remedy.text : null}
              command={command === null ? finding.remedy.command : null}
            />
          </li>
        ))}
      </ul>
      <div className="row">
        {shown.length < findings.length ? (
          <Button size="small" onPress={() => setShowsAll(true)}>
            {t.scan.showAll({ count: findings.length - shown.length })}
          </Button>
        ) : null}
        {commands.length > 1 ? (
          <CopyButton
            size="small"
            value={commands.join("\n")}
            label={t.scan.copyAll({ count: commands.length })}
          />
        ) : null}
        <span className="small muted">{t.scan.code({ code })}</span>
      </div>
    </section>
  );
}

interface FindingDetailsProps {
  readonly finding: ScanFinding;
  /** What is not said for the whole group already. */
  readonly text: string | null;
  readonly command: string | null;
}

function FindingDetails({ finding, text, command }: FindingDetailsProps) {
  const { t } = useMessages();
  const { subject, message, remedy } = finding;
  const name = subject.kind === "instance" ? t.scan.instance : subject.name;
  return (
    <>
      <p>
        <strong>{name}</strong>
        <br />
        <span className="breakable">
          <Said text={message} />
        </span>
      </p>
      {text === null ? null : (
        <p className="muted breakable">
          <Said text={text} />
        </p>
      )}
      {command === null ? null : (
        <CommandBlock command={command} copyLabel={t.scan.copyCommand({ name })} />
      )}
      {remedy.url === null ? null : (
        <div className="row">
          <RemedyLink url={remedy.url} returnTo="/admin/scan" />
        </div>
      )}
    </>
  );
}
