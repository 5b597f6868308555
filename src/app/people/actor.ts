/** Whoever acts. The identity adapters establish it once at the edge; everything else is handed it. */
export type Actor = PersonActor | ApiClientActor | PanelActor | SystemActor;

export type Role = "user" | "viewer" | "planner" | "manager" | "admin";

/** A signed-in person, on the channel that the face they use declares. */
export interface PersonActor {
  readonly kind: "person";
  readonly personId: string;
  readonly roles: readonly Role[];
  readonly channel: "portal" | "event_planner" | "quick_reservation" | "mobile" | "outlook_addin";
}

export type ApiClientScope = "reservations:read" | "reservations:write" | "places:read" | "admin";

/** An integration with its own key; sub-source `sn_wsd_rest_api`. */
export interface ApiClientActor {
  readonly kind: "api_client";
  readonly clientId: string;
  readonly name: string;
  readonly scopes: readonly ApiClientScope[];
  readonly channel: "rest_api";
}

/** A paired door panel: it acts for its own space only. */
export interface PanelActor {
  readonly kind: "panel";
  readonly panelId: string;
  readonly spaceId: string;
  /** Whom a reservation is for that is made at its door; left out where nobody is named. */
  readonly requestedFor?: string;
  readonly channel: "panel";
}

/** A job or a callback: no person acted here; or what happened in Outlook, whoever did it there. */
export interface SystemActor {
  readonly kind: "system";
  readonly channel: "system" | "calendar";
}
