import type { LastScan } from "../../app/scan/run-scan.ts";
import type { ConfigurationScan, ScanFinding } from "../../contract/configuration-scan.ts";
import type { Finding } from "../../core/configuration-scan/finding.ts";
import { FINDINGS } from "../../core/configuration-scan/finding-codes.ts";
import { PRINT_ROOM_SETTINGS } from "../../core/exchange-powershell/commands.ts";

/** The last scan as the API and the command line tell it. */
export function presentScan({ result, handedIn }: LastScan): ConfigurationScan {
  return {
    scanned_at: result?.scannedAt.toISOString() ?? null,
    mode: result?.mode ?? null,
    rooms: { total: result?.roomsTotal ?? 0, checked: result?.roomsChecked ?? 0 },
    counts: { error: 0, warning: 0, notice: 0, ...result?.counts },
    // What an earlier version kept may hold a code that there is no more.
    findings: (result?.findings ?? [])
      .filter(({ code }) => Object.hasOwn(FINDINGS, code))
      .map(presentFinding),
    room_settings: handedIn && {
      handed_in_at: handedIn.at.toISOString(),
      rooms: handedIn.rooms,
    },
    room_settings_command: PRINT_ROOM_SETTINGS,
  };
}

/** One finding, with where its remedy is carried out. */
export function presentFinding(found: Finding): ScanFinding {
  const { code, severity, subject, message, remedy } = found;
  const { title, means } = FINDINGS[code];
  const { text, command } = remedy;
  return {
    code,
    severity,
    title,
    means,
    subject: { ...subject },
    message,
    remedy: { text, command, url: urlOf(found) },
  };
}

function urlOf({ remedy, subject }: Finding): string | null {
  const providerId = subject.kind === "provider" ? subject.id : null;
  switch (remedy.place) {
    case "calendar_providers":
      return "/admin/providers";
    case "calendar_provider":
      return providerId === null ? "/admin/providers" : `/admin/providers/${providerId}`;
    case "delegated_user":
      return `/connect/delegated-user/${providerId ?? ""}`;
    case "admin_consent":
      return `/connect/admin-consent/${providerId ?? ""}`;
    case "guided_set_up":
      return "/admin/set-up";
    case "sync_configurations":
      return "/admin/sync-configurations";
    case "sync_events":
      return "/admin/sync-events";
    case null:
      return null;
  }
}
