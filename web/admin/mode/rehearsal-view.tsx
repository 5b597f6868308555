import type { ReactNode } from "react";
import type { Rehearsal } from "../../../src/contract/admin.ts";
import { useSession } from "../../ui/api/session.ts";
import { LinkButton } from "../../ui/components/button.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { Said } from "../../ui/components/said.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

/** What the change would do, worst first. */
export function RehearsalView({ rehearsal }: { rehearsal: Rehearsal }) {
  const { t } = useMessages();
  const { read_only: readOnly, people_without_token: people, in_flight: inFlight } = rehearsal;
  const rooms = rehearsal.rooms_without_delegate;
  return (
    <section className="consequences" aria-label={t.mode.consequences}>
      <h2>{t.mode.consequences}</h2>
      {rehearsal.blockers.map((blocker) => (
        <Notice key={blocker.code} tone="bad" title={<Said text={blocker.message} />}>
          <p>
            <Said text={blocker.remedy} />
          </p>
          {blocker.code.startsWith("application_") ? (
            <div className="row">
              <LinkButton size="small" href="/admin/providers">
                {t.mode.openProviders}
              </LinkButton>
            </div>
          ) : null}
          <p className="small">{t.problems.code({ code: blocker.code })}</p>
        </Notice>
      ))}
      {rehearsal.warnings.map((warning) => (
        <Notice key={warning.code} tone="warn" title={<Said text={warning.message} />}>
          <p>
            <Said text={warning.remedy} />
          </p>
          <p className="small">{t.problems.code({ code: warning.code })}</p>
        </Notice>
      ))}
      <Consequence title={t.mode.readOnly({ count: readOnly.count })}>
        <ByCode counts={readOnly.by_code} />
        <ReadOnlyExamples examples={readOnly.examples} />
      </Consequence>
      <Consequence title={t.mode.withoutToken({ count: people.count })}>
        {people.examples.length === 0 ? null : (
          <ul className="plain-list">
            {people.examples.map((person) => (
              <li key={person.id}>
                {t.mode.personAndAddress({ name: person.display_name, email: person.email })}
              </li>
            ))}
          </ul>
        )}
      </Consequence>
      {rehearsal.to === "normal" ? null : <RoomsWithoutDelegate rooms={rooms} />}
      <Consequence title={t.mode.inFlight({ count: inFlight.count })}>
        <p className="muted">{t.mode.inFlightMeans}</p>
      </Consequence>
    </section>
  );
}

function RoomsWithoutDelegate({ rooms }: { rooms: Rehearsal["rooms_without_delegate"] }) {
  const { t, say } = useMessages();
  const title =
    rooms.checked === 0
      ? t.mode.roomsUntried
      : t.mode.roomsWithout({ count: rooms.count, checked: rooms.checked });
  return (
    <Consequence title={title}>
      {rooms.examples.length === 0 ? null : (
        <ul className="plain-list">
          {rooms.examples.map((room) => (
            <li key={room.space_id}>
              {t.mode.roomAndMessage({ room: room.space_name, message: say(room.message).text })}
            </li>
          ))}
        </ul>
      )}
    </Consequence>
  );
}

function Consequence({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="card">
      <h3>{title}</h3>
      {children}
    </div>
  );
}

function ByCode({ counts }: { counts: Readonly<Record<string, number>> }) {
  const { formats } = useMessages();
  const entries = Object.entries(counts);
  if (entries.length === 0) return null;
  return (
    <dl className="facts">
      {entries.map(([code, count]) => (
        <div key={code} className="facts-pair">
          <dt>
            <code>{code}</code>
          </dt>
          <dd>{formats.number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

function ReadOnlyExamples({ examples }: { examples: Rehearsal["read_only"]["examples"] }) {
  const { t, formats, say } = useMessages();
  const { person } = useSession();
  if (examples.length === 0) return null;
  return (
    <ul className="plain-list">
      {examples.map((example) => (
        <li key={example.id}>
          {t.mode.readOnlyExample({
            number: example.number,
            space: example.space_name,
            at: formats.dateTime(example.start, person.time_zone),
            name: example.requested_for,
            remedy: say(example.remedy).text,
          })}
        </li>
      ))}
    </ul>
  );
}
