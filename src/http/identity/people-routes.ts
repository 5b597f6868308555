import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { NOT_CONNECTED } from "../../app/people/calendar-tokens.ts";
import { changePerson } from "../../app/people/change-person.ts";
import {
  describeOwnCalendar,
  disconnectOwnCalendar,
  shownConnection,
} from "../../app/people/own-calendar.ts";
import type { PersonWithConnection } from "../../app/people/people.ts";
import { type AdminPerson, adminPersonSchema } from "../../contract/admin.ts";
import {
  adminPeopleQuerySchema,
  adminPersonPageSchema,
  disconnectedSchema,
  idParametersSchema,
  peopleQuerySchema,
  personListSchema,
  updatePersonSchema,
} from "../../contract/identity.ts";
import { problem, ProblemError } from "../problem-error.ts";
import { requireAdmin, requireScopeOffPanel } from "./guards.ts";
import type { IdentityDependencies } from "./identity-dependencies.ts";

/** People: to choose from when booking, and to administer. */
export function registerPeopleRoutes(app: FastifyInstance, deps: IdentityDependencies): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    "/api/v1/people",
    {
      schema: {
        querystring: peopleQuerySchema,
        response: { 200: personListSchema },
        tags: ["people"],
      },
    },
    async (request) => {
      requireScopeOffPanel(request, "reservations:read");
      const { query, limit } = request.query;
      const found = await deps.people.search(query.trim(), limit);
      return {
        items: found.map(({ id, displayName, email }) => ({
          id,
          display_name: displayName,
          email,
        })),
      };
    },
  );

  routes.get(
    "/api/v1/admin/people",
    {
      schema: {
        querystring: adminPeopleQuerySchema,
        response: { 200: adminPersonPageSchema },
        tags: ["admin"],
      },
    },
    async (request) => {
      requireAdmin(request);
      const { query, limit, cursor } = request.query;
      const page = { text: query.trim(), after: cursor ?? null, limit: limit + 1 };
      const found = await deps.people.list(page);
      const items = found.slice(0, limit);
      return {
        items: items.map(toAdminPerson),
        next_cursor: found.length > limit ? (items.at(-1)?.id ?? null) : null,
      };
    },
  );

  routes.patch(
    "/api/v1/admin/people/:id",
    {
      schema: {
        params: idParametersSchema,
        body: updatePersonSchema,
        response: { 200: adminPersonSchema },
        tags: ["admin"],
      },
    },
    async (request) => {
      const actor = requireAdmin(request);
      const changed = await changePerson(deps, actor, request.params.id, request.body);
      if (!changed.ok) throw new ProblemError(changed.refusal);
      deps.authentication.forget();
      const own = await describeOwnCalendar(deps, changed.value);
      return toAdminPerson({ ...changed.value, connection: own?.connection ?? NOT_CONNECTED });
    },
  );

  routes.delete(
    "/api/v1/admin/people/:id/calendar-connection",
    {
      schema: {
        params: idParametersSchema,
        response: { 200: disconnectedSchema },
        tags: ["admin"],
      },
    },
    async (request) => {
      const actor = requireAdmin(request);
      const person = await deps.people.find(request.params.id);
      if (!person) throw problem("person_not_found", "There is no person with this id.");
      const own = await describeOwnCalendar(deps, person);
      const { wasConnected, revocation } = own
        ? await disconnectOwnCalendar(deps, actor, person.id, own.provider.id)
        : ({ wasConnected: false, revocation: "not_offered" } as const);
      const remedy = "The person can connect again at any time.";
      return { was_connected: wasConnected, revocation, remedy };
    },
  );
}

function toAdminPerson(person: PersonWithConnection): AdminPerson {
  const connection = shownConnection(person.connection);
  return {
    id: person.id,
    display_name: person.displayName,
    email: person.email,
    time_zone: person.timeZone,
    roles: [...person.roles],
    active: person.active,
    calendar_connection: {
      state: connection.state,
      account_name: connection.accountName,
      connected_at: connection.connectedAt?.toISOString() ?? null,
      last_used_at: connection.lastUsedAt?.toISOString() ?? null,
      reason: connection.reason,
    },
  };
}
