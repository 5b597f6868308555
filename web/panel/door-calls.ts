import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { pairedPanelSchema } from "../../src/contract/admin.ts";
import { doorSchema, type Door, type DoorMeeting } from "../../src/contract/door.ts";
import { anyAnswerSchema } from "../ui/api/answers.ts";
import { callApi } from "../ui/api/api-call.ts";
import { freshKey } from "../ui/api/fresh-key.ts";

/** A call that hangs, as when the cable was pulled, is given up. */
const CALL_MS_MAX = 8_000;

const MINUTE_MS = 60_000;

export const doorKey = ["door"];

/** The door as the server told it, and how far this device's clock is behind the server's. */
export interface ReadDoor {
  readonly door: Door;
  readonly clockBehindMs: number;
}

/** Exchanges the code that an administrator was shown for this device's token. */
export function usePairing(onPaired: (token: string) => void) {
  return useMutation({
    mutationFn: (code: string) =>
      callApi({
        path: "/api/v1/panels/pair",
        method: "POST",
        body: { pairing_code: code },
        schema: pairedPanelSchema,
      }),
    onSuccess: ({ device_token: token }) => onPaired(token),
  });
}

export function useDoor(token: string) {
  return useQuery({
    queryKey: doorKey,
    queryFn: async ({ signal }): Promise<ReadDoor> => {
      const door = await callApi({
        path: "/api/v1/door",
        schema: doorSchema,
        bearer: token,
        signal: AbortSignal.any([signal, AbortSignal.timeout(CALL_MS_MAX)]),
      });
      return { door, clockBehindMs: Date.parse(door.now) - Date.now() };
    },
    // What can be reserved begins with each minute.
    refetchInterval: ({ state }) =>
      MINUTE_MS - ((Date.now() + (state.data?.clockBehindMs ?? 0)) % MINUTE_MS),
    refetchIntervalInBackground: true,
  });
}

export type DoorAct =
  | { readonly kind: "reserve"; readonly offer: Door["offers"][number]; readonly subject: string }
  | { readonly kind: "extend"; readonly meeting: DoorMeeting; readonly end: string }
  | { readonly kind: "check-in" | "end"; readonly meeting: DoorMeeting };

/** What is pressed at the door; the door is read anew whatever came of it. */
export function useDoorAct(token: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: DoorAct) =>
      callApi({
        ...callOf(act),
        bearer: token,
        schema: anyAnswerSchema,
        signal: AbortSignal.timeout(CALL_MS_MAX),
      }),
    onSettled: () => client.invalidateQueries({ queryKey: doorKey }),
  });
}

const RESERVATIONS = "/api/v1/door/reservations";

function callOf(act: DoorAct) {
  if (act.kind === "reserve") {
    const { start, end } = act.offer;
    const body = { start, end, subject: act.subject };
    return {
      path: RESERVATIONS,
      method: "POST",
      body,
      idempotencyKey: freshKey(),
    } as const;
  }
  const path = `${RESERVATIONS}/${encodeURIComponent(act.meeting.id)}`;
  const ifVersion = act.meeting.version;
  return act.kind === "extend"
    ? ({ path, method: "PATCH", body: { end: act.end }, ifVersion } as const)
    : ({ path: `${path}/${act.kind}`, method: "POST", ifVersion } as const);
}
