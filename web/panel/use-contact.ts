import { useEffect, useEffectEvent, useState } from "react";
import { type ProblemError, isProblem, problemOf } from "../ui/api/problem-error.ts";
import { reconnectDelayMs } from "../ui/api/reconnect-delay.ts";
import { createEventNameReader } from "./event-names.ts";

/** The server shows every five seconds that it is there; twice missed, something is wrong. */
const SILENCE_MS_MAX = 12_000;
/** Nobody waits at a door for half a minute. */
const RECONNECT_MS_MAX = 5_000;

interface ContactListener {
  /** Something changed, or may have while nobody listened. */
  readonly onNews: () => void;
  /** The server does not know this panel any more. */
  readonly onDismissed: (problem: ProblemError) => void;
}

/**
 * Listens to the live stream with the panel's token, which a browser's own reader of such streams
 * cannot send. Answers since when there is no contact; null while there is.
 */
export function useContact(token: string, listener: ContactListener): number | null {
  const [lostSince, setLostSince] = useState<number | null>(null);
  const onNews = useEffectEvent(listener.onNews);
  const onDismissed = useEffectEvent(listener.onDismissed);

  useEffect(() => {
    const stop = new AbortController();
    let heardAt = Date.now();

    const keepListening = async () => {
      let failures = 0;
      while (!stop.signal.aborted) {
        try {
          await listen(token, stop.signal, {
            onOpen() {
              failures = 0;
              setLostSince(null);
              onNews();
            },
            onSign() {
              heardAt = Date.now();
            },
            onNews,
          });
        } catch (error) {
          if (stop.signal.aborted) return;
          if (isProblem(error) && error.status === 401) {
            onDismissed(error);
            return;
          }
          failures += 1;
        }
        // A stream that ended in good order is opened again before anything is said.
        if (failures > 0) setLostSince((since) => since ?? heardAt);
        await pause(Math.min(reconnectDelayMs(failures), RECONNECT_MS_MAX), stop.signal);
      }
    };

    void keepListening();
    return () => stop.abort();
  }, [token]);

  return lostSince;
}

interface Ears {
  readonly onOpen: () => void;
  readonly onSign: () => void;
  readonly onNews: () => void;
}

/** Until the stream ends; throws where it cannot be opened, and where nothing is heard any more. */
async function listen(token: string, stop: AbortSignal, ears: Ears): Promise<void> {
  const silence = new AbortController();
  const giveUp = () => silence.abort(new Error("nothing is heard"));
  let timer = setTimeout(giveUp, SILENCE_MS_MAX);
  const hear = () => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, SILENCE_MS_MAX);
    ears.onSign();
  };
  window.addEventListener("offline", giveUp);
  try {
    const response = await fetch("/api/v1/live", {
      headers: { Authorization: `Bearer ${token}`, Accept: "text/event-stream" },
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.any([stop, silence.signal]),
    });
    if (!response.ok || !response.body) throw await problemOf(response);
    hear();
    ears.onOpen();
    await readPieces(response.body, hear, ears.onNews);
  } finally {
    clearTimeout(timer);
    window.removeEventListener("offline", giveUp);
  }
}

async function readPieces(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  hear: () => void,
  onNews: () => void,
): Promise<void> {
  const namesIn = createEventNameReader();
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    hear();
    if (namesIn(value).includes("reservation")) onNews();
  }
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stop.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
