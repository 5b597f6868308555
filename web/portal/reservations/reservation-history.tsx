import type { AuditEntry } from "../../../src/contract/admin.ts";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { useHistory } from "../../ui/api/reservations.ts";
import { QueryState } from "../../ui/components/query-state.tsx";
import { isDate } from "../../ui/format/wall-time.ts";
import { auditActionWords } from "../../ui/messages/audit-words.ts";
import { useMessages } from "../../ui/messages/messages.ts";
import { reasonWords } from "./reason-title.ts";

export function ReservationHistory({ reservation }: { reservation: Reservation }) {
  const { t } = useMessages();
  const query = useHistory(reservation.id);
  return (
    <section className="section" aria-labelledby="history-heading">
      <h2 id="history-heading">{t.reservations.history}</h2>
      <QueryState query={query} bars={1}>
        {(entries) =>
          entries.length === 0 ? (
            <p className="muted">{t.reservations.noHistory}</p>
          ) : (
            <ol className="history">
              {entries.map((entry) => (
                <HistoryEntry key={entry.id} entry={entry} zone={reservation.time_zone} />
              ))}
            </ol>
          )
        }
      </QueryState>
    </section>
  );
}

function HistoryEntry({ entry, zone }: { entry: AuditEntry; zone: string }) {
  const { t, formats } = useMessages();
  const date = dateIn(entry);
  return (
    <li>
      <time dateTime={entry.at} className="muted">
        {formats.timestamp(entry.at, zone)}
      </time>
      <span>
        <strong>{auditActionWords(t, entry.action)}</strong>{" "}
        {date === null ? null : <>{t.audit.ofDate({ date: formats.date(date) })} </>}
        <span className="muted">
          <WhatOfIt entry={entry} /> <WhoDidIt entry={entry} />
        </span>
      </span>
    </li>
  );
}

/** Which fields changed, and why: after the act, so that it needs no opening. */
function WhatOfIt({ entry: { details } }: { entry: AuditEntry }) {
  const { t, formats } = useMessages();
  const why = typeof details["reason_code"] === "string" ? details["reason_code"] : null;
  const fields = Array.isArray(details["fields"]) ? details["fields"] : [];
  const names = Object.entries(t.audit.fieldNames)
    .filter(([name]) => fields.includes(name))
    .map(([, words]) => words);
  const parts = [...(names.length > 0 ? [formats.list(names)] : []), reasonWords(t, why) ?? ""];
  const words = parts.filter((part) => part !== "").join("; ");
  return words === "" ? null : <>({words})</>;
}

/** What came from Outlook names no one: the calendar does not tell who did it. */
function WhoDidIt({ entry }: { entry: AuditEntry }) {
  const { t } = useMessages();
  if (entry.actor_name !== null) return <>{t.audit.by({ name: entry.actor_name })}</>;
  return entry.channel === "calendar" ? null : <>{t.audit.bySystem}</>;
}

/** Of a series: the date that the entry is about. */
function dateIn({ details }: AuditEntry): string | null {
  const { date } = details;
  return typeof date === "string" && isDate(date) ? date : null;
}
