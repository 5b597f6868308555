export const HELP = `Usage: npm run -s usher -- <command>

Commands:
  explain --json-lines   Say what would happen: who may do an act, in which mailbox, with whose
                         credential. Reads one question a line from standard input and writes
                         one answer a line, in order. A line that is no question gets
                         {"error": {"code": "invalid_question", "message", "fields"}} in its
                         place, and the exit code is then 1.
  vault rotate           Make a new key for secrets and tokens at rest, and bring all of them
                         under it. Older keys stay in the key file, for backups.
  set-up --file <file>   Make what the file describes of an organisation and is not there yet
                         (docs/reference/set-up-file.md).
  doctor [--json] [--provider <name>] [--calendar-processing <rooms.json>]
                         Scan the configuration: what does not work or will not, and the command
                         or the page that mends it (docs/reference/configuration-scan.md). The
                         exit code is 1 where there is more than a notice.
  import-rooms --provider <name> [--apply] [--take <fields>] [--time-zone <[building=]zone>]
               [--building <name>] [--capacity <number>] [--json]
                         Show the rooms in Exchange beside the spaces here; with --apply add
                         those that are new, and take over the fields that --take names of those
                         that differ. Sync configurations are made inactive.
  reconcile (--room <address> | --provider <name> | --all) [--repair | --report]
                         Compare rooms' calendars whole with the reservations and repair what
                         differs, or only report it (docs/guides/outages.md).
  help                   Show this text.

Example:
  echo '{"mode":"personal","action":"create","channel":"portal","kind":"single",' \\
    '"synced":true,"requested_for_is_session_user":true,"personal_token":false,' \\
    '"blocker_user_set":false}' | npm run -s usher -- explain --json-lines
`;
