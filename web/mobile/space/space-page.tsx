import type { Door, DoorMeeting } from "../../../src/contract/door.ts";
import { doorStateOf } from "../../panel/door-state.ts";
import { ConnectPrompt } from "../../portal/connection/connect-prompt.tsx";
import { ConnectionNotice } from "../../portal/connection/connection-notice.tsx";
import { useConnectionOutcome } from "../../portal/connection/connection-outcome.ts";
import { MeetingActs } from "../../portal/space-now/meeting-acts.tsx";
import { useSpaceNow } from "../../portal/space-now/space-now-calls.ts";
import { useSpace } from "../../ui/api/places.ts";
import { Badge } from "../../ui/components/badge.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Said } from "../../ui/components/said.tsx";
import { TimeButtons } from "../../ui/components/time-buttons.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useOutbox, useOutboxState } from "../unsent/use-outbox.ts";

/** What the code at a door leads to: the space as it is now, and what I may do there. */
export function SpacePage({ id }: { id: string }) {
  const { t } = useMessages();
  const query = useSpaceNow(id);
  const [outcome] = useConnectionOutcome();
  return (
    <Page title={query.data?.space.name ?? t.phone.space} {...introOf(useFacts(query.data))}>
      {outcome ? <ConnectionNotice outcome={outcome} /> : null}
      <QueryState query={query}>{(door) => <SpaceNow door={door} />}</QueryState>
    </Page>
  );
}

function introOf(facts: string) {
  return facts === "" ? {} : { intro: facts };
}

function useFacts(door: Door | undefined): string {
  const { t } = useMessages();
  if (door === undefined) return "";
  const { floor, capacity, building_name: building } = door.space;
  const facts = [
    building,
    floor === "" ? "" : t.find.floor({ floor }),
    t.find.seats({ count: capacity }),
  ];
  return facts.filter(Boolean).join(" · ");
}

const TONES = { free: "good", soon: "warn", busy: "bad" } as const;

function SpaceNow({ door }: { door: Door }) {
  const { t, formats } = useMessages();
  const state = doorStateOf(door.meetings, Date.parse(door.now));
  const { kind, until, current, next } = state;
  const zone = door.space.time_zone;
  const words =
    until === null ? t.panel.freeAllDay : t.panel.until[kind]({ time: formats.time(until, zone) });
  return (
    <>
      <output className="phone-state">
        <Badge tone={TONES[kind]} icon={kind === "busy" ? "cross" : "check"}>
          {t.panel.states[kind]}
        </Badge>
        <span>{words}</span>
      </output>
      {current === null ? <Offers door={door} /> : null}
      {current === null ? null : <Meeting title={t.panel.now} door={door} meeting={current} />}
      {next === null ? null : <Meeting title={t.panel.next} door={door} meeting={next} />}
    </>
  );
}

interface MeetingProps {
  readonly title: string;
  readonly door: Door;
  readonly meeting: DoorMeeting;
}

function Meeting({ title, door: { space }, meeting }: MeetingProps) {
  const { t, formats } = useMessages();
  const { subject, organizer, is_blocker: isBlocker, start, end } = meeting;
  const what = subject === "" ? t.reservations.noSubject : (subject ?? t.phone.taken);
  return (
    <section className="section" aria-label={title}>
      <h2>{title}</h2>
      <article className="card">
        <p className="my-day-time">{formats.timeRange(start, end, space.time_zone)}</p>
        <div>
          <h3>{isBlocker ? t.panel.blocker : what}</h3>
          {organizer === null ? null : <p className="muted">{organizer}</p>}
          {meeting.is_checked_in ? <p className="small muted">{t.panel.checkedIn}</p> : null}
        </div>
        <MeetingActs space={space} meeting={meeting} />
      </article>
    </section>
  );
}

function Offers({ door: { space, offers, no_offers: none } }: { door: Door }) {
  const { t } = useMessages();
  const outbox = useOutbox();
  const { unsent } = useOutboxState();
  const { data: place } = useSpace(space.id);
  if (none?.code === "personal_token_missing") {
    return (
      <ConnectPrompt
        providerId={place?.calendar_provider_id ?? null}
        returnTo={`/m/space/${space.id}`}
      />
    );
  }
  if (none !== null) {
    return (
      <Notice tone="quiet" title={t.phone.notHere}>
        <p>
          <Said text={none.reason} />
        </p>
        {none.remedy === null ? null : (
          <p>
            <Said text={none.remedy} />
          </p>
        )}
      </Notice>
    );
  }
  const isAsking = unsent.some(({ body }) => body.space_id === space.id);
  if (offers.length === 0) return null;
  return (
    <TimeButtons
      className="time-buttons"
      label={t.panel.reserve}
      zone={space.time_zone}
      times={offers}
      isPending={isAsking}
      onPress={({ start, end }) => {
        outbox.book(space.name, {
          space_id: space.id,
          start,
          end,
          time_zone: space.time_zone,
          subject: t.phone.subject,
        });
      }}
    />
  );
}
