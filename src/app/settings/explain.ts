import { decideIntegration } from "../../core/integration-rules/decide.ts";
import {
  type InvalidQuestion,
  parseQuestion,
} from "../../core/integration-rules/parse-question.ts";
import type { Answer } from "../../core/integration-rules/question.ts";

export type Explained = Answer | { readonly error: InvalidQuestion };

/** What the integration rules would say; what is no question gets an error in its place. */
export function explain(input: unknown): Explained {
  const parsed = parseQuestion(input);
  return parsed.ok ? decideIntegration(parsed.value) : { error: parsed.problem };
}

/**
 * One question a line, one answer a line, in order: the form of `usher explain --json-lines`. An
 * empty last line is none.
 */
export function explainLines(text: string): string {
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line) => `${JSON.stringify(explainLine(line))}\n`).join("");
}

function explainLine(line: string): Explained {
  try {
    return explain(JSON.parse(line));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {
      error: { code: "invalid_question", message: "The line is not JSON.", fields: [] },
    };
  }
}
