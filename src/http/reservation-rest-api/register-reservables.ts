import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { getModule, listModules } from "../../app/places/change-module.ts";
import { getSpace } from "../../app/places/read-places.ts";
import {
  listedReservablesSchema,
  listReservablesBodySchema,
  reservableModuleAnswerSchema,
  reservableModuleListSchema,
} from "../../contract/reservation-rest-api/search.ts";
import { parseSysId } from "../../core/encoded-query/sys-id.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireClient } from "./client-guard.ts";
import { failureAnswers } from "./failure-answers.ts";
import { presentReservable, presentReservableModule } from "./present-reservable.ts";
import { idFrom, requiredText, wrongField } from "./read-values.ts";
import { idsFrom } from "./register-search.ts";
import type { ReservationRestApi } from "./reservation-rest-api.ts";

const tags = ["Workplace Reservation REST API"];
const LISTED_MAX = 100;

/** `reservable/list_reservables` and `reservable_module`. */
export function registerReservables(server: FastifyInstance, api: ReservationRestApi): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const answers = { 200: listedReservablesSchema, ...failureAnswers };

  async function list(ids: readonly string[], moduleId?: string) {
    if (ids.length > LISTED_MAX) throw wrongField("space_sys_ids", `More than ${LISTED_MAX}.`);
    const spaces = [];
    for (const id of ids) spaces.push(valueOf(await getSpace(api.places, id)));
    const ofModule = spaces.filter(
      ({ module }) => moduleId === undefined || module.id === moduleId,
    );
    return { result: ofModule.map(presentReservable) };
  }

  app.get(
    "/reservable/list_reservables/:sys_ids",
    {
      schema: {
        tags,
        summary: "Read spaces by their sys_ids, in the address",
        params: z.object({ sys_ids: z.string().max(1000) }),
        response: answers,
      },
    },
    async (request) => {
      requireClient(request, "places:read");
      return await list(idsFrom("sys_ids", request.params.sys_ids));
    },
  );

  app.post(
    "/reservable/list_reservables",
    {
      schema: {
        tags,
        summary: "Read spaces by their sys_ids, in the body",
        body: listReservablesBodySchema,
        response: answers,
      },
    },
    async (request) => {
      requireClient(request, "places:read");
      const { space_sys_ids: ids, reservable_module_sys_id: module } = request.body;
      const moduleId = idFrom("reservable_module_sys_id", module);
      return await list(idsFrom("space_sys_ids", requiredText("space_sys_ids", ids)), moduleId);
    },
  );

  app.get(
    "/reservable_module",
    {
      schema: {
        tags,
        summary: "List the reservable modules",
        response: { 200: reservableModuleListSchema, ...failureAnswers },
      },
    },
    async (request) => {
      requireClient(request, "places:read");
      return { result: (await listModules(api.modules)).map(presentReservableModule) };
    },
  );

  app.get(
    "/reservable_module/:sys_id",
    {
      schema: {
        tags,
        summary: "Read a reservable module",
        params: z.object({ sys_id: z.string().max(100) }),
        response: { 200: reservableModuleAnswerSchema, ...failureAnswers },
      },
    },
    async (request) => {
      requireClient(request, "places:read");
      const id = parseSysId(request.params.sys_id) ?? NO_MODULE;
      return { result: presentReservableModule(valueOf(await getModule(api.modules, id))) };
    },
  );
}

/** An id that nothing has: what cannot be one is not there. */
const NO_MODULE = "00000000-0000-0000-0000-000000000000";
