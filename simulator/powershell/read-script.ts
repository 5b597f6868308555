/** One cmdlet with its parameters, as a script names it. */
export interface Command {
  readonly cmdlet: string;
  /** By the name in lower case, without the dash. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** A line that is to be run for every room, or once. */
export interface ScriptLine {
  readonly text: string;
  readonly forEachRoom: boolean;
}

const EACH_ROOM =
  /^Get-EXOMailbox\s+-RecipientTypeDetails\s+RoomMailbox(?:\s+-ResultSize\s+\w+)?\s*\|\s*ForEach-Object\s*\{(.*)\}$/i;
const ROOM_VARIABLE = /\$\(\$_\.PrimarySmtpAddress\)/gi;
/** A literal in single quotes, one in double quotes, or a bare word. */
const WORD = /'((?:[^']|'')*)'|"([^"]*)"|(\S+)/g;

/** The lines of a script; comments and empty ones are left out. */
export function linesOf(script: string): readonly ScriptLine[] {
  return script
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const inner = EACH_ROOM.exec(line)?.[1];
      return inner === undefined
        ? { text: line, forEachRoom: false }
        : { text: inner.trim(), forEachRoom: true };
    });
}

/** The line as it is for one room. */
export function lineForRoom({ text }: ScriptLine, address: string): string {
  return text.replaceAll(ROOM_VARIABLE, address);
}

/** Reads `Cmdlet -Name value …`; a parameter without a value is "true". */
export function readCommand(line: string): Command {
  const words = [...line.matchAll(WORD)].map(([, single, double, bare]) => ({
    text: single?.replaceAll("''", "'") ?? double ?? bare ?? "",
    isBare: bare !== undefined,
  }));
  const parameters = new Map<string, string>();
  for (const [index, { text, isBare }] of words.entries()) {
    if (!isBare || !text.startsWith("-")) continue;
    const next = words[index + 1];
    const hasValue = next !== undefined && !(next.isBare && next.text.startsWith("-"));
    parameters.set(text.slice(1).toLowerCase(), hasValue ? next.text : "true");
  }
  return { cmdlet: words[0]?.text ?? "", parameters };
}
