import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { z } from "zod";
import { queryKeys } from "./query-keys.ts";
import { readsAgain } from "./read-again.ts";
import { reconnectDelayMs } from "./reconnect-delay.ts";

const administrationNewsSchema = z.object({ subject: z.enum(["notices", "reconciliations"]) });
const reservationNewsSchema = z.object({ id: z.uuid() });

const SCHEDULES_AGAIN_MS = 1_000;

/** `open`: news arrives by itself; `lost`: the page may be behind and says so. */
export type LiveState = "opening" | "open" | "lost";

/**
 * Keeps what the page shows in step with the server: each piece of news makes the queries that
 * show it load again, and so does every connection, for what was missed meanwhile.
 */
export function useLiveStream(): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>("opening");

  useEffect(() => {
    let source: EventSource | undefined;
    let timer: number | undefined;
    let scheduleTimer: number | undefined;
    let failures = 0;

    const readAgain = readsAgain(client);

    // There is much to read, and in a large office something always changes.
    const readSchedules = () => {
      scheduleTimer ??= window.setTimeout(() => {
        scheduleTimer = undefined;
        readAgain(queryKeys.schedules);
      }, SCHEDULES_AGAIN_MS);
    };

    const onReservation = (event: MessageEvent<string>) => {
      const news = reservationNewsSchema.safeParse(readJson(event.data));
      if (!news.success) return;
      readAgain(queryKeys.reservationLists);
      readAgain(queryKeys.singleReservations);
      readAgain(queryKeys.allSeries);
      readAgain(queryKeys.allMeetingRooms);
      readAgain(queryKeys.histories);
      readAgain(queryKeys.approvals);
      readAgain(queryKeys.reminders);
      readSchedules();
    };

    const onAdministration = (event: MessageEvent<string>) => {
      const news = administrationNewsSchema.safeParse(readJson(event.data));
      if (!news.success) return;
      readAgain(queryKeys.admin(news.data.subject));
      readAgain(queryKeys.admin("health"));
    };

    const open = () => {
      source = new EventSource("/api/v1/live");
      source.addEventListener("reservation", onReservation);
      source.addEventListener("reminder", () => readAgain(queryKeys.reminders));
      source.addEventListener("sync_event", () => readAgain(queryKeys.admin("sync-events")));
      source.addEventListener("administration", onAdministration);
      source.addEventListener("open", () => {
        // What changed before it was open, and after a page had asked, is told by nobody else.
        readAgain(queryKeys.reservations);
        failures = 0;
        setState("open");
      });
      source.addEventListener("error", () => {
        // The browser's own retry stops for good on an error status, so ours replaces it.
        source?.close();
        failures += 1;
        setState("lost");
        timer = window.setTimeout(open, reconnectDelayMs(failures));
      });
    };

    open();
    return () => {
      source?.close();
      window.clearTimeout(timer);
      window.clearTimeout(scheduleTimer);
    };
  }, [client]);

  return state;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // News that cannot be read tells nothing; the schema turns it away.
    return undefined;
  }
}
