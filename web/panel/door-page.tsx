import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { isProblem, type ProblemError } from "../ui/api/problem-error.ts";
import { Icon } from "../ui/components/icon.tsx";
import { useMessages } from "../ui/messages/messages.ts";
import { doorKey, type ReadDoor, useDoor } from "./door-calls.ts";
import { DoorScreen } from "./door-screen.tsx";
import { useContact } from "./use-contact.ts";
import { useClock } from "./use-clock.ts";
import "./door-page.css";

interface DoorPageProps {
  readonly token: string;
  /** The server does not know this panel any more. */
  readonly onDismissed: (problem: ProblemError) => void;
}

/** What a paired screen shows: its door, kept in step with the server, or that it is not. */
export function DoorPage({ token, onDismissed }: DoorPageProps) {
  const client = useQueryClient();
  const query = useDoor(token);
  const readAgain = () => void client.invalidateQueries({ queryKey: doorKey });
  const lostSince = useContact(token, { onNews: readAgain, onDismissed });
  const { error, data } = query;

  useEffect(() => {
    if (isProblem(error) && error.status === 401) onDismissed(error);
  }, [error, onDismissed]);

  // The stream may be there while what it tells of cannot be read.
  const since = lostSince ?? (error === null ? null : query.dataUpdatedAt);
  return data === undefined ? (
    <Opening hasFailed={since !== null} />
  ) : (
    <Shown read={data} token={token} lostSince={since} />
  );
}

interface ShownProps {
  readonly read: ReadDoor;
  readonly token: string;
  readonly lostSince: number | null;
}

function Shown({ read, token, lostSince }: ShownProps) {
  const { t, formats } = useMessages();
  const { door, clockBehindMs } = read;
  const nowMs = useClock(clockBehindMs);
  const at = (ms: number) => formats.time(new Date(ms).toISOString(), door.space.time_zone);
  return (
    <div className="door-page">
      <div role="alert" className="door-contact">
        {lostSince === null ? null : (
          <p>
            <Icon name="warning" sizePx={24} />
            <span>
              <strong>{t.panel.lost({ since: at(lostSince + clockBehindMs) })}</strong>{" "}
              {t.panel.lostTrying}
            </span>
          </p>
        )}
      </div>
      <DoorScreen door={door} nowMs={nowMs} token={token} isOld={lostSince !== null} />
    </div>
  );
}

function Opening({ hasFailed }: { hasFailed: boolean }) {
  const { t } = useMessages();
  return (
    <main className="door-opening" aria-busy={!hasFailed}>
      <h1>{hasFailed ? t.problems.offline.title : t.panel.opening}</h1>
      {hasFailed ? <p>{t.panel.lostTrying}</p> : null}
    </main>
  );
}
