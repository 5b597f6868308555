import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { parseArgs } from "node:util";
import { decideIntegration } from "../core/integration-rules/decide.ts";
import { parseQuestion } from "../core/integration-rules/parse-question.ts";

const EXIT_DONE = 0;
const EXIT_INVALID_LINES = 1;
const EXIT_USAGE = 2;

/**
 * `usher explain --json-lines`: asks the integration rules what would happen. One question a line
 * comes in, one answer a line goes out, in the same order, however many there are.
 *
 * A line that is no question (a blank one too) gets `{"error": {…}}` in its place, so that answer n
 * always belongs to line n; the exit code is then 1. Exit code 2: the arguments are not understood.
 */
export async function explain(
  args: readonly string[],
  input: Readable,
  output: Writable,
  errors: Writable,
): Promise<number> {
  const fault = faultOf(args);
  if (fault !== null) {
    errors.write(`${fault} Usage: usher explain --json-lines < questions.jsonl\n`);
    return EXIT_USAGE;
  }
  let exitCode = EXIT_DONE;
  // As many lines as came at once are answered at once: quick for a file, and whoever asks one
  // question at a time has the answer before asking the next.
  for await (const lines of linesOf(input)) {
    const answers = lines.map(answerLine);
    if (answers.some((answer) => "error" in answer)) exitCode = EXIT_INVALID_LINES;
    const text = answers.map((answer) => `${JSON.stringify(answer)}\n`).join("");
    if (text !== "" && !output.write(text)) await once(output, "drain");
  }
  return exitCode;
}

function faultOf(args: readonly string[]): string | null {
  try {
    const options = { "json-lines": { type: "boolean" } } as const;
    const { values } = parseArgs({ args: [...args], options });
    return values["json-lines"] ? null : "Say --json-lines: there is no other form yet.";
  } catch (error) {
    // parseArgs throws a TypeError whose message names the argument at fault.
    if (error instanceof TypeError) return `${error.message}.`;
    throw error;
  }
}

function answerLine(line: string): object {
  let input: unknown;
  try {
    input = JSON.parse(line);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const message = "The line is not JSON.";
    return { error: { code: "invalid_question", message, fields: [] } };
  }
  const parsed = parseQuestion(input);
  return parsed.ok ? decideIntegration(parsed.value) : { error: parsed.problem };
}

/**
 * The lines of a stream of UTF-8, as many at a time as came at once. They are split at line feeds
 * alone: a carriage return before one is white space to JSON, and node:readline would also split
 * at characters that JSON strings may hold.
 */
async function* linesOf(input: Readable): AsyncGenerator<readonly string[]> {
  input.setEncoding("utf8");
  let rest = "";
  let isFirst = true;
  for await (const chunk of input as AsyncIterable<string>) {
    // A byte order mark, such as Windows' editors put first, is no part of the first line.
    const lines = (rest + (isFirst ? chunk.replace(/^\uFEFF/, "") : chunk)).split("\n");
    isFirst = false;
    rest = lines.pop() ?? "";
    yield lines;
  }
  if (rest !== "") yield [rest];
}
