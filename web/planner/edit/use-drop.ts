import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { isProblem } from "../../ui/api/problem-error.ts";
import {
  readReservation,
  updateReservation,
  useRefreshReservations,
  useReservation,
} from "../../ui/api/reservations.ts";
import { rehearse, useRehearsal } from "../../ui/api/schedule.ts";
import type { Bar } from "../layout/schedule-rows.ts";
import { useStill } from "../use-still.ts";
import type { Draft } from "./draft.ts";
import { changeTo, isSamePlace, sendDrop, takenAsRead, takenAsShown, type Place } from "./drop.ts";

export type Drop = ReturnType<typeof useDrop>;

/** A reservation that was dropped somewhere: what follows, as it is by now, and the way to do it. */
export function useDrop(draft: Draft, bar: Bar, onMoved: () => void) {
  const { id } = bar;
  const shown = takenAsShown(bar, draft);
  const target: Place = {
    spaceId: draft.row.space.id,
    startMs: draft.startMs,
    endMs: draft.endMs,
  };
  const { data, refetch, isFetching } = useReservation(id);
  const refresh = useRefreshReservations(onMoved);
  const move = useMutation({
    mutationFn: (confirmed: Parameters<typeof sendDrop>[2]) =>
      sendDrop(
        {
          read: () => readReservation(id),
          rehearse: (body, version) => rehearse(id, body, version),
          change: (body, version) => updateReservation(id, body, version),
        },
        target,
        confirmed,
      ),
    onSuccess: async (outcome) => {
      await (outcome.kind === "moved" ? refresh(outcome.reservation) : refetch());
    },
  });
  // What it does itself is no news of it.
  const read = useStill(data, move.isPending);
  // What was read for another purpose may be older than what is shown.
  const isNewer = read !== undefined && read.version >= shown.version;
  const taken = isNewer ? takenAsRead(read) : shown;
  const isThere = isSamePlace(target, taken);
  const rehearsal = useRehearsal(id, isThere ? null : changeTo(target, taken), taken.version);
  const isBehind = isProblem(rehearsal.error, "reservation_changed");
  useEffect(() => {
    if (isBehind) void refetch();
  }, [isBehind, refetch]);
  const consequences = rehearsal.data?.consequences;
  return {
    taken,
    shown,
    consequences,
    hasMoved: !isSamePlace(shown, taken),
    isThere,
    asksAgain: move.data?.kind === "asks",
    error: move.error ?? (isBehind && isFetching ? null : rehearsal.error),
    isPending: move.isPending || rehearsal.isLoading || rehearsal.isPlaceholderData,
    send: () => {
      if (consequences !== undefined) move.mutate({ taken, consequences });
    },
  };
}
