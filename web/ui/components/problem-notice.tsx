import type { ReactNode } from "react";
import { ProblemError } from "../api/problem-error.ts";
import { useMessages } from "../messages/messages.ts";
import { Button } from "./button.tsx";
import { Notice } from "./notice.tsx";
import { Said } from "./said.tsx";

/** The words for a failure: the server's own, or ours for what never reached it. */
interface ProblemWords {
  readonly title: string;
  readonly detail: ReactNode;
  readonly remedy: ReactNode;
  /** Of a series: those that stand in the way. */
  readonly dates?: readonly string[] | undefined;
  readonly code: string;
  readonly requestId: string;
}

function useProblemWords(): (error: unknown) => ProblemWords {
  const { t } = useMessages();
  return (error) => {
    if (!(error instanceof ProblemError)) {
      return { ...t.problems.page, code: "page_failed", requestId: "" };
    }
    const { code, detail, remedy, dates, request_id: requestId } = error.problem;
    const title = t.problems.titles[code] ?? error.problem.title;
    if (code === "offline") return { ...t.problems.offline, code, requestId };
    if (code === "unreadable_answer") return { ...t.problems.unreadable, code, requestId };
    return {
      title,
      detail: detail === "" ? null : <Said text={detail} />,
      remedy: remedy === undefined ? null : <Said text={remedy} />,
      dates,
      code,
      requestId,
    };
  };
}

interface ProblemNoticeProps {
  /** Nothing is shown while there is none. */
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly children?: ReactNode;
}

/** What happened, why, what to do, and the code to quote, where the act was tried. */
export function ProblemNotice({ error, onRetry, children }: ProblemNoticeProps) {
  const { t, formats } = useMessages();
  const wordsOf = useProblemWords();
  if (error === null || error === undefined) return null;
  const words = wordsOf(error);
  return (
    <Notice tone="bad" title={words.title} isUrgent>
      {words.detail === null ? null : <p>{words.detail}</p>}
      {words.dates === undefined || words.dates.length === 0 ? null : (
        <p>
          {t.series.takenDates({
            dates: formats.list(words.dates.map((date) => formats.date(date))),
          })}
        </p>
      )}
      {words.remedy === null ? null : <p>{words.remedy}</p>}
      {children}
      <p className="small">
        {words.requestId === ""
          ? t.problems.code({ code: words.code })
          : t.problems.codeAndRequest({ code: words.code, requestId: words.requestId })}
      </p>
      {onRetry ? (
        <div className="row">
          <Button size="small" onPress={onRetry}>
            {t.actions.tryAgain}
          </Button>
        </div>
      ) : null}
    </Notice>
  );
}
