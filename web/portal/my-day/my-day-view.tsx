import type { ReactNode } from "react";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { LinkButton } from "../../ui/components/button.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { Skeleton } from "../../ui/components/skeleton.tsx";
import { useSession } from "../../ui/api/session.ts";
import { wallTimeOf } from "../../ui/format/wall-time.ts";
import { useMessages } from "../../ui/messages/messages.ts";
import { useAddresses } from "../addresses.ts";
import { CheckIn } from "../reservations/check-in.tsx";
import { checkInStepOf } from "../reservations/check-in-step.ts";
import type { MeetingRooms } from "../reservations/group-rooms.ts";
import { ReservationActions } from "../reservations/reservation-actions.tsx";
import { ActsNow } from "../space-now/acts-now.tsx";
import { orderForThumb } from "./day-of.ts";
import { MeetingCard, MeetingLine } from "./meeting-card.tsx";
import { Needs } from "./needs.tsx";
import type { MyDay, MyDayReading } from "./use-my-day.ts";
import "../reservations/reservations.css";
import "./my-day.css";

interface MyDayViewProps extends MyDayReading {
  /** The page that it stands on, to come back to. */
  readonly returnTo: string;
  /** On the phone, one below the other: what needs the person comes first, and is decided there. */
  readonly isForThumb?: boolean;
  /** Below what needs the person. */
  readonly children?: ReactNode;
}

/** What goes on and comes next, what needs the person, and the rest of the day. */
export function MyDayView(props: MyDayViewProps) {
  const { myDay, error, readAgain } = props;
  return (
    <>
      <ProblemNotice error={error} onRetry={readAgain} />
      {myDay === null ? error === null ? <Skeleton /> : null : <Parts {...props} myDay={myDay} />}
    </>
  );
}

function Parts(props: MyDayViewProps & { readonly myDay: MyDay }) {
  const { myDay, returnTo, isForThumb = false, children } = props;
  const parts = {
    now: <Now key="now" myDay={myDay} />,
    next: <Next key="next" myDay={myDay} />,
    needs: (
      <div key="needs" className="my-day-aside">
        <Needs myDay={myDay} returnTo={returnTo} decidesHere={isForThumb} />
        {children}
      </div>
    ),
  };
  return (
    <div className="my-day">
      {isForThumb ? (
        orderForThumb(myDay.day, myDay.now).map((part) => parts[part])
      ) : (
        <>
          <div className="my-day-first">
            {parts.now}
            {parts.next}
          </div>
          {parts.needs}
        </>
      )}
      <RestOfTheDay myDay={myDay} />
    </div>
  );
}

function Now({ myDay: { day, now } }: { myDay: MyDay }) {
  const { t } = useMessages();
  if (day.now.length === 0) return null;
  return (
    <section className="section" aria-label={t.myDay.now}>
      <h2>{t.myDay.now}</h2>
      {day.now.map((rooms) => (
        <MeetingCard key={rooms[0].id} rooms={rooms} now={now}>
          {rooms.length === 1 ? <ActsNow reservation={rooms[0]} /> : null}
          <CheckInToRooms rooms={rooms} now={now} />
        </MeetingCard>
      ))}
    </section>
  );
}

function Next({ myDay: { day, now } }: { myDay: MyDay }) {
  const { t } = useMessages();
  const { person } = useSession();
  const addresses = useAddresses();
  const isLater = ([{ start }]: MeetingRooms) =>
    wallTimeOf(start, person.time_zone).date !== wallTimeOf(now, person.time_zone).date;
  return (
    <section className="section" aria-label={t.myDay.next}>
      <h2>{t.myDay.next}</h2>
      {day.next.length === 0 ? (
        <EmptyState title={t.myDay.nothingNext}>
          <LinkButton href={addresses.find}>{t.layout.find}</LinkButton>
        </EmptyState>
      ) : null}
      {day.next.map((rooms) => (
        <MeetingCard key={rooms[0].id} rooms={rooms} now={now} showsDay={isLater(rooms)}>
          {rooms.length === 1 ? (
            <>
              <CheckIn reservation={rooms[0]} isInList />
              <ReservationActions reservation={rooms[0]} />
            </>
          ) : null}
          <CheckInToRooms rooms={rooms} now={now} />
        </MeetingCard>
      ))}
    </section>
  );
}

/** Each room of a meeting is checked in to by itself. */
function CheckInToRooms({ rooms, now }: { rooms: MeetingRooms; now: string }) {
  if (rooms.length === 1) return null;
  return rooms
    .filter((room) => checkInStepOf(room, now) === "open")
    .map((room) => (
      <div key={room.id} className="stack-small">
        <strong>{room.space.name}</strong>
        <CheckIn reservation={room} />
      </div>
    ));
}

function RestOfTheDay({ myDay: { day, now } }: { myDay: MyDay }) {
  const { t } = useMessages();
  const parts = (["later", "tomorrow", "earlier"] as const).filter((part) => day[part].length > 0);
  if (parts.length === 0) return null;
  return (
    <div className="my-day-rest">
      {parts.map((part) => (
        <section key={part} className="section" aria-label={t.myDay[part]}>
          <h2>{t.myDay[part]}</h2>
          <ul className="card my-day-lines" data-over={part === "earlier" || undefined}>
            {day[part].map((rooms) => (
              <MeetingLine key={rooms[0].id} rooms={rooms} now={now} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
