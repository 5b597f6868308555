import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const CLI = fileURLToPath(new URL("../cli.ts", import.meta.url));

const OWN = {
  mode: "personal",
  action: "create",
  channel: "portal",
  kind: "single",
  synced: true,
  requested_for_is_session_user: true,
  personal_token: true,
  blocker_user_set: false,
};

interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function usher(args: readonly string[], input: string): Promise<Run> {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: "pipe" });
  const exited = new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? -1));
  });
  child.stdin.end(input);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { exitCode: await exited, stdout, stderr };
}

function linesOf(run: Run): Record<string, unknown>[] {
  assert.ok(run.stdout.endsWith("\n"), "the last line is not ended");
  return run.stdout
    .slice(0, -1)
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test("explain answers one line a question, in order, with the answer's fields", async () => {
  const questions = [
    OWN,
    { ...OWN, personal_token: false },
    { ...OWN, action: "cancel", mode: "normal", sync_mailbox: "other", origin: "usher" },
  ];
  const run = await usher(
    ["explain", "--json-lines"],
    questions.map((q) => JSON.stringify(q)).join("\n"),
  );
  assert.deepEqual([run.exitCode, run.stderr], [0, ""]);
  const answers = linesOf(run);
  assert.deepEqual(
    answers.map((answer) => answer["row"]),
    ["C8", "C7", "U1"],
  );
  assert.deepEqual(answers[0], {
    allowed: true,
    codes: [],
    row: "C8",
    mailbox: "requested_for",
    sync_mailbox: "user",
    credential: "personal",
    invited: null,
    remedy: null,
  });
  assert.deepEqual(answers[1]?.["codes"], ["personal_token_missing"]);
});

test("a line that is no question gets an error in its place, and the exit code is 1", async () => {
  const good = JSON.stringify(OWN);
  const unknown = JSON.stringify({ ...OWN, mode: "lenient", mood: "good" });
  const run = await usher(["explain", "--json-lines"], `${good}\r\n{oops\n\n${unknown}\n${good}\n`);
  assert.equal(run.exitCode, 1);
  const answers = linesOf(run);
  assert.deepEqual(
    answers.map((answer) => answer["row"] ?? "error"),
    ["C8", "error", "error", "error", "C8"],
  );
  const error = answers[3]?.["error"];
  assert.ok(error instanceof Object && "code" in error && "fields" in error);
  assert.deepEqual([error.code, error.fields], ["invalid_question", ["mode", "mood"]]);
});

test("explain takes a byte order mark and odd separators for what they are", async () => {
  const odd = JSON.stringify({ ...OWN, "a\u2028b": 1 });
  const run = await usher(["explain", "--json-lines"], `\uFEFF${JSON.stringify(OWN)}\n${odd}\n`);
  assert.deepEqual(
    linesOf(run).map((answer) => answer["row"] ?? "error"),
    ["C8", "error"],
  );
});

test("explain answers a question before the next is asked", async () => {
  const child = spawn(process.execPath, [CLI, "explain", "--json-lines"], { stdio: "pipe" });
  const exited = once(child, "exit");
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  for (const [kind, row] of [
    ["single", "C8"],
    ["group", "C3"],
    ["blocker", "C4"],
  ]) {
    child.stdin.write(`${JSON.stringify({ ...OWN, kind })}\n`);
    const { value } = await answers.next();
    assert.equal((JSON.parse(String(value)) as { row: string }).row, row);
  }
  child.stdin.end();
  assert.deepEqual(await exited, [0, null]);
});

test("explain keeps up with many questions and loses none", async () => {
  const count = 50_000;
  const run = await usher(["explain", "--json-lines"], `${JSON.stringify(OWN)}\n`.repeat(count));
  assert.equal(run.exitCode, 0);
  assert.equal(run.stdout.split("\n").length, count + 1);
});

test("explain answers nothing with nothing", async () => {
  assert.deepEqual(await usher(["explain", "--json-lines"], ""), {
    exitCode: 0,
    stdout: "",
    stderr: "",
  });
});

test("explain says how it is used when its arguments are not understood", async () => {
  for (const args of [["explain"], ["explain", "--xml"]]) {
    const run = await usher(args, "");
    assert.deepEqual([run.exitCode, run.stdout], [2, ""]);
    assert.match(run.stderr, /Usage: usher explain --json-lines/);
  }
});

test("help shows the commands; an unknown or missing command shows them as an error", async () => {
  const help = await usher(["help"], "");
  assert.equal(help.exitCode, 0);
  assert.match(help.stdout, /explain --json-lines/);
  const unknown = await usher(["explode"], "");
  assert.equal(unknown.exitCode, 2);
  assert.match(unknown.stderr, /There is no command "explode"\.[^]*explain --json-lines/);
  assert.equal((await usher([], "")).exitCode, 2);
});
