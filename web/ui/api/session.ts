import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, use } from "react";
import { disconnectedSchema, signedOutSchema } from "../../../src/contract/identity.ts";
import {
  calendarConnectionSchema,
  sessionSchema,
  type Session,
} from "../../../src/contract/session.ts";
import { callApi, setCsrfToken } from "./api-call.ts";
import { queryKeys } from "./query-keys.ts";

async function loadSession(): Promise<Session> {
  const session = await callApi({ path: "/api/v1/session", schema: sessionSchema });
  setCsrfToken(session.csrf_token, async () => {
    await loadSession();
  });
  return session;
}

/** Who is signed in; its error is 401 `not_signed_in` when nobody is. */
export function useSessionQuery() {
  return useQuery({ queryKey: queryKeys.session, queryFn: loadSession, staleTime: 60_000 });
}

export const SessionContext = createContext<Session | null>(null);

/** The session of the person who reads the page; only below the gate that has checked it. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error("This page is shown only to people who are signed in.");
  return session;
}

export function useIsAdmin(): boolean {
  return useSession().person.roles.includes("admin");
}

/** What the schedule of all spaces lets this person do: nothing, look, or plan. */
export function useSchedulePart(): "none" | "view" | "plan" {
  const { roles } = useSession().person;
  if (roles.some((role) => role === "planner" || role === "manager" || role === "admin")) {
    return "plan";
  }
  return roles.includes("viewer") ? "view" : "none";
}

/** Ends the session here and goes where the identity provider ends its own. */
export async function signOut(): Promise<void> {
  const { sign_out_url: target } = await callApi({
    path: "/auth/sign-out",
    method: "POST",
    schema: signedOutSchema,
  });
  window.location.assign(target ?? "/sign-in");
}

export function useCalendarConnection() {
  return useQuery({
    queryKey: queryKeys.calendarConnection,
    queryFn: () =>
      callApi({ path: "/api/v1/me/calendar-connection", schema: calendarConnectionSchema }),
  });
}

export function useDisconnectCalendar() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      callApi({
        path: "/api/v1/me/calendar-connection",
        method: "DELETE",
        schema: disconnectedSchema,
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queryKeys.calendarConnection });
      await client.invalidateQueries({ queryKey: queryKeys.session });
    },
  });
}
