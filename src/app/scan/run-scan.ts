import type { Finding } from "../../core/configuration-scan/finding.ts";
import { scanConfiguration } from "../../core/configuration-scan/scan-configuration.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { gatherFacts } from "./gather-facts.ts";
import type { HandedInRecord, ScanCounts, ScanResult } from "./ports.ts";
import { readRoomSettings } from "./read-room-settings.ts";
import type { ScanDependencies } from "./scan-dependencies.ts";

/** Of one code so many are kept: whoever has more mends them by the hundred. */
const FINDINGS_PER_CODE_MAX = 500;
/** Looked at while somebody waits: ten to twenty seconds. The command line looks at all. */
export const ROOMS_SCANNED_MAX = 500;

export interface LastScan {
  readonly result: ScanResult | null;
  readonly handedIn: { readonly at: Date; readonly rooms: number } | null;
}

/** The last result, and how old what was handed in is. */
export async function readLastScan({ scans }: Pick<ScanDependencies, "scans">): Promise<LastScan> {
  const [result, handedIn] = [await scans.last(), await scans.handedIn()];
  return { result, handedIn: handedIn && { at: handedIn.at, rooms: handedIn.rooms.length } };
}

/**
 * Scans the configuration: asks the database and Exchange, judges, and keeps the result. With a
 * provider's name only that one is looked at, and nothing is kept, since it is not the whole.
 * Refuses `provider_not_found`.
 */
export async function runScan(
  deps: ScanDependencies,
  options: {
    readonly providerName?: string | undefined;
    readonly roomsMax: number;
    /** Of the act, to be followed through Exchange's own log. */
    readonly requestId: string;
  },
): Promise<Outcome<ScanResult>> {
  const { providerName, roomsMax, requestId } = options;
  const all = await deps.providers.list();
  const chosen = providerName === undefined ? all : all.filter(({ name }) => name === providerName);
  if (providerName !== undefined && chosen.length === 0) {
    const names = all.map(({ name }) => `"${name}"`).join(", ");
    return refused(
      "provider_not_found",
      `There is no calendar provider "${providerName}".`,
      names === "" ? "There is none at all yet." : `There are: ${names}.`,
    );
  }
  const { facts, roomsChecked } = await gatherFacts(deps, chosen, { roomsMax, requestId });
  const findings = scanConfiguration(facts);
  const result: ScanResult = {
    scannedAt: deps.now(),
    mode: facts.mode,
    roomsTotal: facts.rooms.filter(({ active }) => active).length,
    roomsChecked,
    counts: countBySeverity(findings),
    findings: limitByCode(findings),
  };
  if (providerName === undefined) await deps.scans.save(result);
  return done(result);
}

/**
 * Keeps what Exchange PowerShell printed of the rooms' settings, in place of what was handed in
 * before. Refuses `room_settings_unreadable`, and then keeps what there was.
 */
export async function handInRoomSettings(
  deps: Pick<ScanDependencies, "scans" | "now">,
  actor: Actor,
  printed: string,
): Promise<Outcome<HandedInRecord>> {
  const read = readRoomSettings(printed);
  if (!read.ok) return read;
  const record = { at: deps.now(), rooms: read.value };
  await deps.scans.handIn(record, {
    actor,
    action: "room_settings_handed_in",
    subjectKind: "configuration_scan",
    subjectId: "room_settings",
    details: { rooms: record.rooms.length },
  });
  return done(record);
}

/** Whether there is anything to mend, rather than to know. */
export function hasFindingsToMend({ counts }: ScanResult): boolean {
  return counts.error + counts.warning > 0;
}

function countBySeverity(findings: readonly Finding[]): ScanCounts {
  const count = (wanted: Finding["severity"]) =>
    findings.filter(({ severity }) => severity === wanted).length;
  return { error: count("error"), warning: count("warning"), notice: count("notice") };
}

function limitByCode(findings: readonly Finding[]): readonly Finding[] {
  const kept = new Map<string, number>();
  return findings.filter(({ code }) => {
    const count = (kept.get(code) ?? 0) + 1;
    kept.set(code, count);
    return count <= FINDINGS_PER_CODE_MAX;
  });
}
