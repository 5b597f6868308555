import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Writable } from "node:stream";
import { parseArgs } from "node:util";
import type { Outcome } from "../app/outcome.ts";
import type { ScanResult } from "../app/scan/ports.ts";
import {
  handInRoomSettings,
  hasFindingsToMend,
  type LastScan,
  readLastScan,
  runScan,
} from "../app/scan/run-scan.ts";
import type { ScanDependencies } from "../app/scan/scan-dependencies.ts";
import type { ConfigurationScan } from "../contract/configuration-scan.ts";
import { counted } from "../core/counted.ts";
import { presentScan } from "../http/scan/present-scan.ts";
import { textOf } from "./text-of-file.ts";
import { tellRefusal, withApplication } from "./with-application.ts";

const USAGE =
  "Usage: usher doctor [--json] [--provider <name>] [--calendar-processing <rooms.json>]\n";

interface DoctorArguments {
  readonly json: boolean;
  readonly provider: string | undefined;
  readonly roomSettingsFile: string | undefined;
}

/**
 * `usher doctor`: scans the configuration, looking at every room, and says what to mend. A server
 * on PostgreSQL may go on running; the embedded database has to be free, so there the page
 * "Configuration scan" is the way. Exit codes: 0 nothing above a notice, 1 findings, or it could
 * not be done, 2 the command was not understood.
 */
export async function doctor(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  output: Writable,
  errors: Writable,
): Promise<number> {
  const wanted = argumentsOf(args);
  if (wanted === null) {
    errors.write(USAGE);
    return 2;
  }
  const { roomSettingsFile } = wanted;
  return withApplication(environment, errors, async (application) => {
    const printed = roomSettingsFile && textOf(await readFile(roomSettingsFile));
    const outcome = await scan(application.scan, wanted, printed);
    if (!outcome.ok) return tellRefusal(errors, outcome.refusal);
    const { handedIn } = await readLastScan(application.scan);
    output.write(tell({ result: outcome.value, handedIn }, wanted.json));
    return hasFindingsToMend(outcome.value) ? 1 : 0;
  });
}

async function scan(
  deps: ScanDependencies,
  { provider }: DoctorArguments,
  printed: string | undefined,
): Promise<Outcome<ScanResult>> {
  if (printed !== undefined) {
    const handedIn = await handInRoomSettings(deps, { kind: "system", channel: "system" }, printed);
    if (!handedIn.ok) return handedIn;
  }
  return await runScan(deps, {
    providerName: provider,
    roomsMax: Number.POSITIVE_INFINITY,
    requestId: randomUUID(),
  });
}

function tell(last: LastScan, json: boolean): string {
  const scanned = presentScan(last);
  return json ? `${JSON.stringify(scanned, null, 2)}\n` : asText(scanned);
}

function asText({ counts, rooms, mode, findings }: ConfigurationScan): string {
  const found = [
    counted(counts.error, "error", "errors"),
    counted(counts.warning, "warning", "warnings"),
    counted(counts.notice, "notice", "notices"),
  ].join(", ");
  const lines = [
    `${found}. ${rooms.checked} of ${counted(rooms.total, "synced room", "synced rooms")} ` +
      `looked at, in ${mode ?? "no"} mode.`,
  ];
  for (const [code, group] of Map.groupBy(findings, (finding) => finding.code)) {
    const [first] = group;
    lines.push("", `${first?.severity.toUpperCase()}  ${first?.title} (${code})`);
    for (const [index, { subject, message, remedy }] of group.entries()) {
      lines.push(`  ${subject.name}: ${message}`);
      // What the next one says as well is said once, after the last that it holds for.
      const next = group[index + 1]?.remedy;
      if (next?.text === remedy.text && next.command === remedy.command) continue;
      lines.push(`    ${remedy.text}`);
      if (remedy.command !== null) lines.push(`    ${remedy.command}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

function argumentsOf(args: readonly string[]): DoctorArguments | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: "boolean" },
        provider: { type: "string" },
        "calendar-processing": { type: "string" },
      },
    });
    return {
      json: values.json ?? false,
      provider: values.provider,
      roomSettingsFile: values["calendar-processing"],
    };
  } catch (error) {
    // A TypeError is how parseArgs says that it does not understand.
    if (error instanceof TypeError) return null;
    throw error;
  }
}
