#!/usr/bin/env node
/** The command line: `npm run -s usher -- <command>`. One file a command, in `cli/`. */
import { doctor } from "./cli/doctor.ts";
import { explain } from "./cli/explain.ts";
import { HELP } from "./cli/help.ts";
import { importRoomsFromExchange } from "./cli/import-rooms.ts";
import { reconcile } from "./cli/reconcile.ts";
import { setUp } from "./cli/set-up.ts";
import { vault } from "./cli/vault.ts";

/** What a command leaves behind as the process's exit code: 0 done, 1 something was at fault. */
type Command = (args: readonly string[]) => Promise<number>;

/** The command line itself could not be understood. */
const EXIT_USAGE = 2;

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["explain", (args) => explain(args, process.stdin, process.stdout, process.stderr)],
  ["vault", (args) => vault(args, process.env, process.stdout, process.stderr)],
  ["set-up", (args) => setUp(args, process.env, process.stdout, process.stderr)],
  ["doctor", (args) => doctor(args, process.env, process.stdout, process.stderr)],
  [
    "import-rooms",
    (args) => importRoomsFromExchange(args, process.env, process.stdout, process.stderr),
  ],
  ["reconcile", (args) => reconcile(args, process.env, process.stdout, process.stderr)],
  ["help", showHelp],
  ["--help", showHelp],
  ["-h", showHelp],
]);

async function showHelp(): Promise<number> {
  process.stdout.write(HELP);
  return 0;
}

async function main([name, ...args]: readonly string[]): Promise<number> {
  const command = COMMANDS.get(name ?? "");
  if (command) return command(args);
  const fault = name === undefined ? "A command is missing." : `There is no command "${name}".`;
  process.stderr.write(`${fault}\n\n${HELP}`);
  return EXIT_USAGE;
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Whoever read our output has seen enough, such as `head`; anything else is a fault.
  process.exit(error.code === "EPIPE" ? 0 : 1);
});
process.exitCode = await main(process.argv.slice(2));
