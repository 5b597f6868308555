import { Icon, type IconName } from "../ui/components/icon.tsx";
import type { Door } from "../../src/contract/door.ts";
import { wallTimeOf } from "../ui/format/wall-time.ts";
import { useMessages } from "../ui/messages/messages.ts";
import { DoorActs } from "./door-acts.tsx";
import { MeetingCard } from "./meeting-card.tsx";
import { doorStateOf, isNightAt, type DoorState } from "./door-state.ts";
import "./door-screen.css";

/** Colour is never all that tells: the word, the icon and its shape do, too. */
const ICONS: Readonly<Record<DoorState["kind"], IconName>> = {
  free: "check",
  soon: "clock",
  busy: "cross",
};

interface DoorScreenProps {
  readonly door: Door;
  readonly nowMs: number;
  readonly token: string;
  /** There is no contact: nothing can be done, and what is shown may be old. */
  readonly isOld: boolean;
}

export function DoorScreen({ door, nowMs, token, isOld }: DoorScreenProps) {
  const { t, formats } = useMessages();
  const { space } = door;
  const state = doorStateOf(door.meetings, nowMs);
  const now = new Date(nowMs).toISOString();
  const { time } = wallTimeOf(now, space.time_zone);
  const isNight = isNightAt(state, time);
  // A picture that never moves burns into a screen; nobody sees a few pixels an hour.
  const drift = new Date(nowMs).getUTCHours() % 4;
  const facts = [
    space.building_name,
    space.floor === "" ? "" : t.find.floor({ floor: space.floor }),
  ];
  return (
    <main
      className="door"
      data-state={state.kind}
      data-old={isOld || undefined}
      data-night={isNight || undefined}
      data-drift={drift}
    >
      <header className="door-head">
        <div>
          <h1>{space.name}</h1>
          <p>{[...facts.filter(Boolean), t.panel.seats({ count: space.capacity })].join(" · ")}</p>
        </div>
        <p className="door-clock">{formats.time(now, space.time_zone)}</p>
      </header>
      <output className="door-state">
        <span className="door-word">
          <Icon name={ICONS[state.kind]} sizePx={96} />
          {t.panel.states[state.kind]}
        </span>
        <span className="door-until">{useUntil(state, now, space.time_zone)}</span>
      </output>
      {isOld ? null : <DoorActs door={door} state={state} token={token} />}
      <section className="door-schedule" aria-label={t.panel.schedule}>
        {state.current === null ? null : (
          <MeetingCard
            label={t.panel.now}
            meeting={state.current}
            zone={space.time_zone}
            now={now}
          />
        )}
        {state.next === null ? (
          <p className="door-nothing">{t.panel.nothingNext}</p>
        ) : (
          <MeetingCard label={t.panel.next} meeting={state.next} zone={space.time_zone} now={now} />
        )}
      </section>
    </main>
  );
}

/** Until when it is so; a meeting of tomorrow does not count. */
function useUntil({ kind, until }: DoorState, now: string, zone: string): string {
  const { t, formats } = useMessages();
  const isToday = until !== null && wallTimeOf(until, zone).date === wallTimeOf(now, zone).date;
  return isToday ? t.panel.until[kind]({ time: formats.time(until, zone) }) : t.panel.freeAllDay;
}
