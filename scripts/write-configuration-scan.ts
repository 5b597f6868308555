/**
 * Writes `docs/reference/configuration-scan.md` from the catalogue of findings:
 * `node scripts/write-configuration-scan.ts`.
 */
import { writeFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { FINDINGS } from "../src/core/configuration-scan/finding-codes.ts";
import { PRINT_ROOM_SETTINGS } from "../src/core/exchange-powershell/commands.ts";

export const CONFIGURATION_SCAN_PAGE = fileURLToPath(
  new URL("../docs/reference/configuration-scan.md", import.meta.url),
);

const INTRODUCTION = `# Configuration scan

The scan looks for what keeps reservations and Exchange from agreeing, before people find out: it
reads the settings here, tries each active calendar provider's credential, looks at each synced
room's mailbox and at the directory of rooms, and compares the rooms' own rules with those of the
modules. Each finding has a stable code, a severity, what it is about, a sentence, and the exact
remedy: a PowerShell command with the room's own address and value filled in, or where to go.

- **Administration → Configuration scan** runs it and keeps the last result, with a button that
  copies each command. It runs by itself every Monday.
- \`npm run -s usher -- doctor [--json] [--provider NAME] [--calendar-processing FILE]\` runs it at a
  terminal. The exit code is 0 where nothing is above a notice, and 1 where something is. The
  embedded database has to be free for that; on PostgreSQL the server may go on running. With
  \`--provider\` only that provider's rooms are looked at, and the result is not kept.
- \`POST /api/v1/admin/configuration-scan\` runs it, \`GET\` answers the last result.

Severities: an **error** does not work; a **warning** will not work for somebody; a **notice** is
worth knowing. The page and the API look at \`ROOMS_SCANNED_MAX\` rooms ([limits](limits.md)), the
command line at all.

## The rooms' own rules

By what a room accepts and declines cannot be read through Microsoft Graph. Exchange Online
PowerShell prints it; hand in the file on the page, in the API as \`room_settings\` (the text of the
file), or with \`--calendar-processing\`:

\`\`\`powershell
${PRINT_ROOM_SETTINGS}
\`\`\`

What was handed in is kept and judged with each scan; its age is shown. The shorter
\`Get-EXOMailbox -RecipientTypeDetails RoomMailbox | Get-CalendarProcessing | ConvertTo-Json\` is read
as well. It leaves the addresses out, so rooms are then found by the mailbox's name, which is the
part before the @, or by the space's.

Two checks that other systems make have no finding here, because they cannot occur: a space always
has a building, and two sync configurations cannot have one mailbox.

## Findings

This table is written by \`node scripts/write-configuration-scan.ts\` from
\`src/core/configuration-scan/finding-codes.ts\`.

| code | severity | found | what follows |
|---|---|---|---|
`;

export function configurationScanPage(): string {
  const rows = Object.entries(FINDINGS).map(
    ([code, { severity, title, means }]) => `| \`${code}\` | ${severity} | ${title} | ${means} |\n`,
  );
  return INTRODUCTION + rows.join("");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(CONFIGURATION_SCAN_PAGE, configurationScanPage());
}
