/** Who comes past the guard of each route; what they may do there is the use cases' to say. */

const PEOPLE = ["user", "manager", "admin"] as const;
const ADMINISTRATION = ["admin", "admin key"] as const;
const PLACES = [...PEOPLE, "panel", "places:read"] as const;
const READING = [...PEOPLE, "panel", "reservations:read"] as const;
const WRITING = [...PEOPLE, "panel", "reservations:write"] as const;
/** Needs no sign-in: it is one, or tells nothing of the workplace. */
const EVERYBODY = ["nobody", ...PEOPLE, "panel", "reservations:read", "reservations:write"].concat(
  "places:read",
  "admin key",
);

export const ROUTES: Readonly<Record<string, readonly string[]>> = {
  "GET /healthz": EVERYBODY,
  "GET /readyz": EVERYBODY,
  "GET /metrics": EVERYBODY,
  "GET /api/v1/openapi.json": EVERYBODY,
  // What makes a notification genuine is in its body.
  "POST /webhooks/exchange/events": EVERYBODY,
  "POST /webhooks/exchange/lifecycle": EVERYBODY,

  "GET /auth/sign-in": EVERYBODY,
  "GET /auth/callback": EVERYBODY,
  "POST /api/v1/panels/pair": EVERYBODY,

  "POST /auth/sign-out": PEOPLE,
  "GET /api/v1/session": PEOPLE,
  "GET /api/v1/me/calendar-connection": PEOPLE,
  "DELETE /api/v1/me/calendar-connection": PEOPLE,
  "GET /connect/outlook": PEOPLE,
  "GET /connect/outlook/callback": PEOPLE,
  "GET /connect/admin-consent/:provider_id": PEOPLE,
  "GET /connect/admin-consent/callback": PEOPLE,
  "GET /connect/delegated-user/:provider_id": ["admin"],
  // Ends at once without a connection that was begun, and only an administrator begins one.
  "GET /connect/delegated-user/callback": PEOPLE,

  "GET /api/v1/people": [...PEOPLE, "reservations:read"],
  "GET /api/v1/buildings": PLACES,
  "GET /api/v1/spaces": PLACES,
  "GET /api/v1/spaces/:id": PLACES,
  "GET /api/v1/spaces/free": PLACES,

  "GET /api/v1/live": READING,
  "GET /api/v1/reservations": READING,
  "GET /api/v1/reservations/:id": READING,
  "GET /api/v1/reservations/:id/alternatives": READING,
  "GET /api/v1/reservations/:id/history": READING,
  "GET /api/v1/reservations/:id/rooms": READING,
  "GET /api/v1/reservations/:id/series": READING,
  "POST /api/v1/reservations/preview-series": READING,
  "POST /api/v1/reservations": WRITING,
  "PATCH /api/v1/reservations/:id": WRITING,
  "POST /api/v1/reservations/:id/cancel": WRITING,
  "GET /api/v1/approvals": PEOPLE,
  "GET /api/v1/approvals/count": PEOPLE,
  "POST /api/v1/reservations/:id/approve": PEOPLE,
  "POST /api/v1/reservations/:id/reject": PEOPLE,
  "POST /api/v1/reservations/:id/check-in": WRITING,
  "POST /api/v1/reservations/:id/check-out": WRITING,

  "GET /api/v1/admin/api-clients": ADMINISTRATION,
  "POST /api/v1/admin/api-clients": ADMINISTRATION,
  "POST /api/v1/admin/api-clients/:id/revoke": ADMINISTRATION,
  "GET /api/v1/admin/audit": ADMINISTRATION,
  "POST /api/v1/admin/buildings": ADMINISTRATION,
  "GET /api/v1/admin/calendar-providers": ADMINISTRATION,
  "POST /api/v1/admin/calendar-providers": ADMINISTRATION,
  "GET /api/v1/admin/calendar-providers/:id": ADMINISTRATION,
  "PUT /api/v1/admin/calendar-providers/:id": ADMINISTRATION,
  "POST /api/v1/admin/calendar-providers/:id/check": ADMINISTRATION,
  "GET /api/v1/admin/configuration-scan": ADMINISTRATION,
  "POST /api/v1/admin/configuration-scan": ADMINISTRATION,
  "POST /api/v1/admin/explain": ADMINISTRATION,
  "POST /api/v1/admin/integration-mode/rehearsal": ADMINISTRATION,
  "GET /api/v1/admin/health": ADMINISTRATION,
  "GET /api/v1/admin/notices": ADMINISTRATION,
  "POST /api/v1/admin/notices/:id/acknowledge": ADMINISTRATION,
  "GET /api/v1/admin/reconciliations": ADMINISTRATION,
  "POST /api/v1/admin/reconciliations": ADMINISTRATION,
  "GET /api/v1/admin/reconciliations/:id": ADMINISTRATION,
  "POST /api/v1/admin/reconciliations/:id/end": ADMINISTRATION,
  "GET /api/v1/admin/panels": ADMINISTRATION,
  "POST /api/v1/admin/panels": ADMINISTRATION,
  "POST /api/v1/admin/panels/:id/revoke": ADMINISTRATION,
  "GET /api/v1/admin/people": ADMINISTRATION,
  "PATCH /api/v1/admin/people/:id": ADMINISTRATION,
  "DELETE /api/v1/admin/people/:id/calendar-connection": ADMINISTRATION,
  "GET /api/v1/admin/properties": ADMINISTRATION,
  "PUT /api/v1/admin/properties/:name": ADMINISTRATION,
  "GET /api/v1/admin/rooms-in-exchange": ADMINISTRATION,
  "POST /api/v1/admin/rooms-in-exchange/import": ADMINISTRATION,
  "POST /api/v1/admin/spaces": ADMINISTRATION,
  "PATCH /api/v1/admin/spaces/:id": ADMINISTRATION,
  "GET /api/v1/admin/sync-configurations": ADMINISTRATION,
  "POST /api/v1/admin/sync-configurations": ADMINISTRATION,
  "PATCH /api/v1/admin/sync-configurations/:id": ADMINISTRATION,
  "POST /api/v1/admin/sync-configurations/:id/export": ADMINISTRATION,
  "GET /api/v1/admin/sync-events": ADMINISTRATION,
  "POST /api/v1/admin/sync-events/send-again": ADMINISTRATION,
  "GET /api/v1/admin/sync-events/:id": ADMINISTRATION,
  "POST /api/v1/admin/sync-events/:id/send-again": ADMINISTRATION,
};
