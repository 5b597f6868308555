import type { FastifyInstance } from "fastify";
import type { ServerDependencies } from "../server-dependencies.ts";
import { answerFailure, answerUnknownPath } from "./failure-answers.ts";
import { registerAvailabilityQuestions } from "./register-availability-questions.ts";
import { registerRecurringReservations } from "./register-recurring-reservations.ts";
import { registerReservables } from "./register-reservables.ts";
import {
  registerGroupReservations,
  registerMultiReservations,
} from "./register-several-reservations.ts";
import { registerSearch } from "./register-search.ts";
import { registerReservationActs } from "./register-reservation-acts.ts";
import { registerReservationReads } from "./register-reservation-reads.ts";
import { speakXml } from "./xml/speak-xml.ts";
import type { ReservationRestApi } from "./reservation-rest-api.ts";

const PATH = "/api/sn_wsd_rsv";
const VERSIONED = /^(\/api\/sn_wsd_rsv)\/v[12](?=\/)/;

/**
 * The Workplace Reservation REST API under ServiceNow's own paths, for programs and door panels that
 * were written for it: another spelling of the use cases that `/api/v1` is made of
 * (docs/reference/reservation-rest-api.md).
 */
export async function registerReservationRestApi(
  app: FastifyInstance,
  deps: Pick<
    ServerDependencies,
    | "reservations"
    | "sharing"
    | "placeDependencies"
    | "modules"
    | "reservationSearch"
    | "requestsPerMinuteMax"
  >,
): Promise<void> {
  const { reservations, placeDependencies, reservationSearch, requestsPerMinuteMax } = deps;
  const api: ReservationRestApi = {
    reservations,
    sharing: deps.sharing,
    places: placeDependencies,
    modules: deps.modules,
    records: { places: placeDependencies.places, search: reservationSearch },
  };
  await app.register(
    async (scope) => {
      scope.setErrorHandler(answerFailure);
      speakXml(scope);
      const isLimited = requestsPerMinuteMax > 0;
      scope.setNotFoundHandler(
        isLimited ? { preHandler: scope.rateLimit() } : {},
        answerUnknownPath,
      );
      // The pages of the faces would have it otherwise.
      scope.get("/*", { schema: { hide: true } }, answerUnknownPath);
      scope.addHook("onRoute", (route) => {
        route.config = { ...route.config, withBasicCredentials: true };
        route.schema = { ...route.schema, security: [{ apiKey: [] }, { clientAndKey: [] }] };
      });
      registerReservationReads(scope, api);
      registerReservationActs(scope, api);
      registerRecurringReservations(scope, api);
      registerMultiReservations(scope, api);
      registerGroupReservations(scope, api);
      registerSearch(scope, api);
      registerAvailabilityQuestions(scope, api);
      registerReservables(scope, api);
    },
    { prefix: PATH },
  );
}

export function isOfReservationRestApi(url: string): boolean {
  return url.startsWith(`${PATH}/`);
}

/** An address may name the version of that API; what is answered is the same. */
export function withoutApiVersion(url: string): string {
  return url.replace(VERSIONED, "$1");
}
