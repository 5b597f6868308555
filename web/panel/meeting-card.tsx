import type { DoorMeeting } from "../../src/contract/door.ts";
import { wallTimeOf } from "../ui/format/wall-time.ts";
import { useMessages } from "../ui/messages/messages.ts";

interface MeetingCardProps {
  readonly label: string;
  readonly meeting: DoorMeeting;
  readonly zone: string;
  readonly now: string;
}

/** A meeting as anybody may read it. */
export function MeetingCard({ label, meeting, zone, now }: MeetingCardProps) {
  const { formats } = useMessages();
  const { start, end, organizer } = meeting;
  const isOtherDay = wallTimeOf(start, zone).date !== wallTimeOf(now, zone).date;
  const step = useStep(meeting, zone, now);
  return (
    <article className="door-meeting" aria-label={label}>
      <h2>
        {label}
        <span>
          {isOtherDay ? `${formats.day(start, zone)}, ` : null}
          {formats.timeRange(start, end, zone)}
        </span>
      </h2>
      <p className="door-subject">{useSubject(meeting)}</p>
      {organizer === null || meeting.is_blocker ? null : <p>{organizer}</p>}
      {step === null ? null : <p className="door-step">{step}</p>}
    </article>
  );
}

function useSubject({ is_private, is_blocker, subject }: DoorMeeting): string {
  const { t } = useMessages();
  if (is_blocker) return t.panel.blocker;
  if (is_private || subject === null) return t.panel.private;
  return subject === "" ? t.reservations.noSubject : subject;
}

/** What is still to happen to it, in a line. */
function useStep(meeting: DoorMeeting, zone: string, now: string): string | null {
  const { t, formats } = useMessages();
  if (meeting.is_checked_in) return t.panel.checkedIn;
  if (meeting.state === "awaiting_confirmation") return t.panel.awaitsRoom;
  const { no_show_at: releasedAt } = meeting;
  if (releasedAt === null || releasedAt <= now) return null;
  return t.panel.checkInBy({ time: formats.time(releasedAt, zone) });
}
