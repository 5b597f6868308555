import { useId } from "react";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { useAlternatives, useUpdateReservation } from "../../ui/api/reservations.ts";
import { Button } from "../../ui/components/button.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

interface AlternativesProps {
  readonly reservation: Reservation;
  /** One below the heading of what it stands in. */
  readonly headingLevel: 2 | 3;
}

/** Other free rooms for a conflicted reservation; taking one moves the meeting there. */
export function Alternatives({ reservation, headingLevel }: AlternativesProps) {
  const { t } = useMessages();
  const canMove = reservation.verdicts.update.allowed;
  const query = useAlternatives(reservation, canMove);
  const update = useUpdateReservation(reservation.id, ({ space }) =>
    tell({ title: t.reservations.roomTaken({ space: space.name }) }),
  );
  const headingId = useId();
  if (!canMove) return null;
  const Heading = headingLevel === 2 ? "h2" : "h3";

  const take = (spaceId: string) => {
    update.mutate({ body: { space_id: spaceId }, version: reservation.version });
  };
  return (
    <div className="section">
      <Heading id={headingId}>{t.reservations.alternatives}</Heading>
      <ProblemNotice error={update.error} />
      <QueryState query={query} bars={1}>
        {(spaces) =>
          spaces.length === 0 ? (
            <p className="muted">{t.reservations.noAlternatives}</p>
          ) : (
            <ul className="alternative-list" aria-labelledby={headingId}>
              {spaces.map((space) => (
                <li key={space.id}>
                  <span>
                    <strong>{space.name}</strong>{" "}
                    <span className="muted">
                      {t.reservations.alternativeFacts({
                        building: space.building_name,
                        seats: t.find.seats({ count: space.capacity }),
                      })}
                    </span>
                    {reservation.space.synced && !space.synced ? (
                      <span className="small">
                        {t.reservations.leavesOutlook({ space: space.name })}
                      </span>
                    ) : null}
                  </span>
                  <Button
                    size="small"
                    aria-label={t.reservations.takeRoom({ space: space.name })}
                    isPending={update.isPending && update.variables.body.space_id === space.id}
                    onPress={() => take(space.id)}
                  >
                    {t.reservations.take}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </QueryState>
    </div>
  );
}
