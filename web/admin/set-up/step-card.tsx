import type { ReactNode } from "react";
import type { GuidedStep } from "../../../src/contract/guided-set-up.ts";
import { Badge, type BadgeProps } from "../../ui/components/badge.tsx";
import { Notice, type NoticeTone } from "../../ui/components/notice.tsx";
import { Said } from "../../ui/components/said.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { CommandBlock } from "../scan/command-block.tsx";
import { RemedyLink } from "../scan/remedy-link.tsx";

interface StepCardProps {
  readonly number: number;
  readonly step: GuidedStep;
  /** Where Microsoft's pages lead back to. */
  readonly returnTo: string;
  readonly children: ReactNode;
}

const LOOKS: Readonly<
  Record<GuidedStep["state"], { tone: BadgeProps["tone"]; icon: NonNullable<BadgeProps["icon"]> }>
> = {
  done: { tone: "good", icon: "check" },
  open: { tone: "quiet", icon: "clock" },
  failed: { tone: "bad", icon: "warning" },
};

/** One step: what is to be done, what holds already, and what is in the way. */
export function StepCard({ number, step, returnTo, children }: StepCardProps) {
  const { t } = useMessages();
  const headingId = `set-up-${step.key}`;
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="row row-between">
        <h2 id={headingId}>{t.setUp.numbered({ number, title: t.setUp.steps[step.key] })}</h2>
        <Badge {...LOOKS[step.state]}>{t.setUp.states[step.state]}</Badge>
      </div>
      {step.findings.map((finding) => (
        <StepFinding key={`${finding.code} ${finding.message}`} {...{ finding, returnTo }} />
      ))}
      {step.confirmed.length === 0 ? null : (
        <ul className="plain-list">
          {step.confirmed.map(({ code, about }) => (
            <li key={code} className="breakable">
              {t.setUp.confirmed[code]({ about })}
            </li>
          ))}
        </ul>
      )}
      {children}
    </section>
  );
}

const TONES: Readonly<Record<GuidedStep["findings"][number]["severity"], NoticeTone>> = {
  error: "bad",
  warning: "warn",
  notice: "info",
};

/** What happened, why, and what to do, as the scan says it. */
function StepFinding({
  finding,
  returnTo,
}: {
  finding: GuidedStep["findings"][number];
  returnTo: string;
}) {
  const { t } = useMessages();
  const { code, severity, title, means, message, remedy } = finding;
  // What leads here leads nowhere.
  const leadsOn = remedy.url !== null && remedy.url !== "/admin/set-up";
  return (
    <Notice tone={TONES[severity]} title={<Said text={title} />}>
      <p className="breakable">
        <Said text={message} />
      </p>
      <p>
        <Said text={means} />
      </p>
      <p className="breakable">
        <Said text={remedy.text} />
      </p>
      {remedy.command === null ? null : (
        <CommandBlock
          command={remedy.command}
          copyLabel={t.scan.copyCommand({ name: finding.subject.name })}
        />
      )}
      {leadsOn ? (
        <div className="row">
          <RemedyLink url={remedy.url ?? ""} returnTo={returnTo} />
        </div>
      ) : null}
      <p className="small">{t.scan.code({ code })}</p>
    </Notice>
  );
}
