import type { Writable } from "node:stream";
import type { DifferenceCounts, ReconciliationRecord } from "../app/sync/reconcile/ports.ts";

const BAR_CHARACTERS = 30;
const CLEAR_LINE = "\r\u001B[2K";

export interface Progress {
  show(record: ReconciliationRecord): void;
  /** What comes after begins on a line of its own. */
  end(): void;
}

/**
 * One line that is written over in a terminal; elsewhere, as in a log, a line for each step that
 * tells something new.
 */
export function showProgress(output: Writable, isTerminal: boolean): Progress {
  let last = "";
  return {
    show(record) {
      const text = isTerminal ? `${barOf(record)} ${countsOf(record)}` : countsOf(record);
      if (text === last) return;
      last = text;
      output.write(isTerminal ? CLEAR_LINE + text : `${text}\n`);
    },
    end() {
      if (isTerminal) output.write("\n");
    },
  };
}

/** What came of it, kind by kind. */
export function summaryOf(record: ReconciliationRecord): string {
  const { found, repaired, repairs, changesTakenIn, roomsFailed } = record;
  const mended = new Map(Object.entries(repaired));
  const kinds = Object.entries(found).map(([kind, count]) => {
    const what = `${kind.replaceAll("_", " ")}: ${count}`;
    return repairs ? `${what}, ${mended.get(kind) ?? 0} repaired\n` : `${what}\n`;
  });
  return [
    ...(repairs ? [`changes taken in: ${changesTakenIn}\n`] : []),
    ...(kinds.length === 0 ? ["no differences\n"] : kinds),
    ...(roomsFailed === 0 ? [] : [`rooms that could not be read: ${roomsFailed}\n`]),
  ].join("");
}

function barOf({ roomsDone, roomsFailed, roomsTotal }: ReconciliationRecord): string {
  const share = roomsTotal === 0 ? 1 : (roomsDone + roomsFailed) / roomsTotal;
  const filled = Math.min(BAR_CHARACTERS, Math.floor(share * BAR_CHARACTERS));
  return `[${"#".repeat(filled)}${"-".repeat(BAR_CHARACTERS - filled)}]`;
}

function countsOf(record: ReconciliationRecord): string {
  const { roomsDone, roomsFailed, roomsTotal, found, repaired, repairs } = record;
  const parts = [
    `${roomsDone + roomsFailed}/${roomsTotal} rooms`,
    `${sum(found)} differences`,
    ...(repairs ? [`${sum(repaired)} repaired`] : []),
    ...(roomsFailed > 0 ? [`${roomsFailed} not readable`] : []),
  ];
  return parts.join(", ");
}

function sum(counts: DifferenceCounts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
