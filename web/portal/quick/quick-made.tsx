import type { UseQueryResult } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Space } from "../../../src/contract/places.ts";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { useSpace } from "../../ui/api/places.ts";
import { useReservation } from "../../ui/api/reservations.ts";
import { Button, LinkButton } from "../../ui/components/button.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { Reason } from "../reservations/reservation-notices.tsx";
import { StateChip } from "../reservations/state-chip.tsx";
import { useQuickReservation, useQuickUndo } from "./quick-calls.ts";
import { bestOf } from "./quick-choice.ts";
import { SpaceLine } from "./space-line.tsx";

interface QuickMadeProps {
  readonly id: string;
  readonly free: UseQueryResult<Space[]>;
  /** Another one was reserved in its place. */
  readonly onMade: (id: string) => void;
  /** It was given back, or something else is wanted. */
  readonly onOver: () => void;
}

/** What was reserved, as it comes to stand, with the way to another one and back. */
export function QuickMade({ id, ...rest }: QuickMadeProps) {
  const query = useReservation(id);
  return (
    <QueryState query={query}>
      {(reservation) => <Made reservation={reservation} {...rest} />}
    </QueryState>
  );
}

function Made({
  reservation,
  free,
  onMade,
  onOver,
}: Omit<QuickMadeProps, "id"> & { readonly reservation: Reservation }) {
  const { t, formats } = useMessages();
  const [seen, setSeen] = useState<readonly string[]>([]);
  const { space, start, end, time_zone: zone, verdicts } = reservation;
  const place = useSpace(space.id);
  const another = useQuickReservation((made) => {
    setSeen([...seen, space.id]);
    onMade(made.id);
  });
  const undo = useQuickUndo(() => {
    tell({ title: t.quick.undone({ space: space.name }) });
    onOver();
  });
  const others = bestOf(free.data ?? [], [...seen, space.id]);
  const isBusy = another.isPending || undo.isPending;
  return (
    <article className="card quick-made" aria-label={space.name}>
      <div className="row row-between">
        <FocusedHeading key={space.id}>{t.quick.made({ space: space.name })}</FocusedHeading>
        <StateChip reservation={reservation} />
      </div>
      <p className="quick-until">{formats.timeRange(start, end, zone)}</p>
      {place.data ? <SpaceLine space={place.data} /> : null}
      <Reason reservation={reservation} />
      <ProblemNotice error={another.error ?? undo.error} />
      {others.length === 0 && !free.isPending ? (
        <Notice tone="quiet" icon="clock">
          <p>{t.quick.noOther}</p>
        </Notice>
      ) : null}
      <div className="row">
        {verdicts.cancel.allowed ? (
          <>
            <Button
              isDisabled={others.length === 0}
              isPending={isBusy}
              onPress={() => another.mutate({ spaces: others, start, end, instead: reservation })}
            >
              {t.quick.another}
            </Button>
            <Button isPending={isBusy} onPress={() => undo.mutate(reservation)}>
              {t.quick.undo}
            </Button>
          </>
        ) : null}
        <LinkButton look="quiet" href={`/reservations/${reservation.id}`}>
          {t.quick.details}
        </LinkButton>
        <Button look="quiet" onPress={onOver}>
          {t.quick.anew}
        </Button>
      </div>
    </article>
  );
}

/** What was pressed is gone: whoever goes by keys, or listens, is told what took its place. */
function FocusedHeading({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h2 ref={heading} tabIndex={-1}>
      {children}
    </h2>
  );
}
