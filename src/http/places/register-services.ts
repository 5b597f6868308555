import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import {
  changeService,
  createService,
  type KeptService,
  listServices,
  type ServiceSettings,
  withdrawService,
} from "../../app/places/module-services.ts";
import { listSpaceServices } from "../../app/places/read-places.ts";
import {
  changeServiceSchema,
  createServiceSchema,
  type KeptService as ServiceAnswer,
  keptServiceSchema,
  offeredServiceSchema,
} from "../../contract/services.ts";
import { valueOf } from "../answer-outcome.ts";
import { versionFrom } from "../if-match.ts";
import { requireAdmin, requireScope } from "../identity/guards.ts";
import { problemAnswers } from "../problem-schema.ts";
import type { ServerDependencies } from "../server-dependencies.ts";
import { presentService } from "./present-service.ts";

const tags = ["Administration"];
const moduleParams = z.object({ id: z.uuid() });
const serviceParams = z.object({ id: z.uuid(), service_id: z.uuid() });

/** The services that a reservable module offers. */
export function registerServices(
  server: FastifyInstance,
  { modules: deps, placeDependencies }: Pick<ServerDependencies, "modules" | "placeDependencies">,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const path = "/api/v1/admin/modules/:id/services";

  app.get(
    "/api/v1/spaces/:id/services",
    {
      schema: {
        tags: ["Places"],
        summary: "List the services that are offered with a space",
        params: z.object({ id: z.uuid() }),
        response: { 200: z.object({ items: z.array(offeredServiceSchema) }), ...problemAnswers },
      },
    },
    async (request) => {
      requireScope(request, "places:read");
      const { places } = placeDependencies;
      const services = await listSpaceServices({ places, ...deps }, request.params.id);
      return { items: valueOf(services).map(presentService) };
    },
  );

  app.get(
    path,
    {
      schema: {
        tags,
        summary: "List the services of a reservable module",
        params: moduleParams,
        response: { 200: z.object({ items: z.array(keptServiceSchema) }), ...problemAnswers },
      },
    },
    async (request) => {
      requireAdmin(request);
      return { items: valueOf(await listServices(deps, request.params.id)).map(presentKept) };
    },
  );

  app.post(
    path,
    {
      schema: {
        tags,
        summary: "Offer a service with the spaces of a reservable module",
        params: moduleParams,
        body: createServiceSchema,
        response: { 201: keptServiceSchema, ...problemAnswers },
      },
    },
    async (request, reply) => {
      const actor = requireAdmin(request);
      const settings = settingsFrom(request.body);
      const made = valueOf(await createService(deps, actor, request.params.id, settings));
      void reply.header("ETag", `"${made.version}"`);
      return reply.code(201).send(presentKept(made));
    },
  );

  app.patch(
    `${path}/:service_id`,
    {
      schema: {
        tags,
        summary: "Change a service of a reservable module",
        params: serviceParams,
        headers: z.object({ "if-match": z.string().optional() }),
        body: changeServiceSchema,
        response: { 200: keptServiceSchema, ...problemAnswers },
      },
    },
    async (request, reply) => {
      const actor = requireAdmin(request);
      const { id: moduleId, service_id: id } = request.params;
      const version = versionFrom(request.headers["if-match"]);
      const asked = { moduleId, id, change: changeFrom(request.body), ...version };
      const changed = valueOf(await changeService(deps, actor, asked));
      void reply.header("ETag", `"${changed.version}"`);
      return presentKept(changed);
    },
  );

  app.delete(
    `${path}/:service_id`,
    {
      schema: {
        tags,
        summary: "Offer a service no longer; reservations that have it keep it",
        params: serviceParams,
        response: { 204: z.null(), ...problemAnswers },
      },
    },
    async (request, reply) => {
      const actor = requireAdmin(request);
      const { id: moduleId, service_id: id } = request.params;
      valueOf(await withdrawService(deps, actor, { moduleId, id }));
      return reply.code(204).send(null);
    },
  );
}

function presentKept(service: KeptService): ServiceAnswer {
  return { ...presentService(service), version: service.version };
}

const NAMES = {
  name: "name",
  description: "description",
  preparation_minutes: "preparationMinutes",
  clean_up_minutes: "cleanUpMinutes",
  lead_time_minutes: "leadTimeMinutes",
  is_blocker_mandatory: "isBlockerMandatory",
  on_every_reservation: "onEveryReservation",
} as const satisfies Readonly<
  Record<keyof z.output<typeof changeServiceSchema>, keyof ServiceSettings>
>;

function changeFrom(body: z.output<typeof changeServiceSchema>): Partial<ServiceSettings> {
  const given = Object.entries(body).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([name, value]) => [NAMES[name as keyof typeof NAMES], value]),
  );
}

function settingsFrom(body: z.output<typeof createServiceSchema>): ServiceSettings {
  return {
    name: body.name,
    description: body.description,
    preparationMinutes: body.preparation_minutes,
    cleanUpMinutes: body.clean_up_minutes,
    leadTimeMinutes: body.lead_time_minutes,
    isBlockerMandatory: body.is_blocker_mandatory,
    onEveryReservation: body.on_every_reservation,
  };
}
