import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  INTEGRATION_QUESTION_FIELDS,
  integrationAnswerSchema,
  type IntegrationAnswer,
} from "../../../src/contract/explain.ts";
import { callApi } from "../../ui/api/api-call.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";
import { Checkbox } from "../../ui/components/checkbox.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Select } from "../../ui/components/select.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { Said } from "../../ui/components/said.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { wordOf } from "../../ui/messages/word-of.ts";
import {
  FIRST_QUESTION,
  QUESTION_FLAGS,
  choicesFor,
  questionOf,
  type QuestionForm,
} from "./explain-question.ts";

/** "What would happen if": the rules' own answer, by the same function that judges real acts. */
export function ExplainPage() {
  const { t } = useMessages();
  const [form, setForm] = useState(FIRST_QUESTION);
  const question = questionOf(form);
  const answer = useQuery({
    queryKey: [...queryKeys.admin("explain"), question],
    queryFn: ({ signal }) =>
      callApi({
        path: "/api/v1/admin/explain",
        method: "POST",
        body: question,
        schema: integrationAnswerSchema,
        signal,
      }),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={t.explain.title} intro={t.explain.intro}>
      <QuestionFields form={form} onChange={(part) => setForm((old) => ({ ...old, ...part }))} />
      <QueryState query={answer} bars={1}>
        {(data) => <Answer answer={data} />}
      </QueryState>
    </Page>
  );
}

interface QuestionFieldsProps {
  readonly form: QuestionForm;
  readonly onChange: (part: Partial<QuestionForm>) => void;
}

function QuestionFields({ form, onChange }: QuestionFieldsProps) {
  const { t } = useMessages();
  return (
    <section className="card" aria-label={t.explain.question}>
      <div className="form-grid">
        {choicesFor(form.action).map((name) => (
          <Select
            key={name}
            label={t.explain.fields[name]}
            choices={INTEGRATION_QUESTION_FIELDS[name].map((key) => ({
              key,
              label:
                name === "change" && key === "calendar"
                  ? t.explain.shownChange
                  : t.explain.values[key],
            }))}
            value={form[name]}
            onChange={(value) => onChange({ [name]: value })}
          />
        ))}
      </div>
      <div className="row">
        {QUESTION_FLAGS.map((name) => (
          <Checkbox
            key={name}
            isSelected={form[name]}
            onChange={(value) => onChange({ [name]: value })}
          >
            {t.explain.flags[name]}
          </Checkbox>
        ))}
      </div>
    </section>
  );
}

function Answer({ answer }: { answer: IntegrationAnswer }) {
  const { t } = useMessages();
  return (
    <section className="card" aria-label={t.explain.answer} aria-live="polite">
      <Notice
        tone={answer.allowed ? "good" : "bad"}
        title={
          answer.allowed
            ? t.explain.allowed({ row: answer.row })
            : t.explain.refused({ row: answer.row })
        }
      >
        {answer.remedy ? (
          <p>
            <Said text={answer.remedy} />
          </p>
        ) : null}
      </Notice>
      <dl className="facts">
        {answer.codes.length === 0 ? null : (
          <>
            <dt>{t.explain.codes}</dt>
            <dd>
              <code>{answer.codes.join(", ")}</code>
            </dd>
          </>
        )}
        <dt>{t.explain.writtenTo}</dt>
        <dd>{wordOf(t.explain.answers, answer.mailbox)}</dd>
        <dt>{t.explain.credential}</dt>
        <dd>{wordOf(t.explain.answers, answer.credential)}</dd>
        <dt>{t.explain.syncMailbox}</dt>
        <dd>{wordOf(t.explain.values, answer.sync_mailbox)}</dd>
        <dt>{t.explain.invited}</dt>
        <dd>{wordOf(t.explain.answers, answer.invited ?? "none")}</dd>
      </dl>
    </section>
  );
}
