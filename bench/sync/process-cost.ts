import { existsSync, readdirSync, readFileSync } from "node:fs";
import process from "node:process";

/** What a process has used; null on machines that do not tell in /proc. */
export interface ProcessCost {
  readonly cpuSeconds: number;
  readonly residentMegabytes: number;
  readonly residentMaxMegabytes: number;
}

/** As /proc counts: a hundred a second on every Linux there is. */
const TICKS_PER_SECOND = 100;

export function costOf(pid: number): ProcessCost | null {
  const status = readProc(pid, "status");
  const cpuSeconds = cpuSecondsOf(pid);
  if (status === null || cpuSeconds === null) return null;
  return {
    cpuSeconds,
    residentMegabytes: megabytes(status, "VmRSS"),
    residentMaxMegabytes: megabytes(status, "VmHWM"),
  };
}

/** Of the database's backends that are connected now, where it runs on this machine. */
export function backendsCpuSeconds(databaseUrl: string): number | null {
  if (process.platform !== "linux") return null;
  const database = new URL(databaseUrl).pathname.slice(1);
  const seconds = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const commandLine = readProc(pid, "cmdline") ?? "";
      return commandLine.startsWith("postgres:") && commandLine.includes(database);
    })
    .map((pid) => cpuSecondsOf(pid) ?? 0);
  return seconds.length === 0 ? null : seconds.reduce((sum, each) => sum + each, 0);
}

function cpuSecondsOf(pid: number): number | null {
  const stat = readProc(pid, "stat");
  if (stat === null) return null;
  // Behind the name in brackets, which may hold spaces; user and system time are the 14th and 15th.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function megabytes(status: string, name: string): number {
  const kilobytes = new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? "0";
  return Math.round((Number(kilobytes) * 1024) / 1e6);
}

function readProc(pid: number, name: string): string | null {
  const path = `/proc/${pid}/${name}`;
  try {
    return existsSync(path) ? readFileSync(path, "utf8") : null;
  } catch {
    // It has ended meanwhile.
    return null;
  }
}
