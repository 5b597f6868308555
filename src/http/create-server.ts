import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import Fastify, { type FastifyInstance, LogController } from "fastify";
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from "fastify-type-provider-zod";
import { counted } from "../core/counted.ts";
import { registerDoor } from "./door/register-door.ts";
import { registerDoorActs } from "./door/register-door-acts.ts";
import { registerHealthReport } from "./health/register-health-report.ts";
import { registerReconciliations } from "./health/register-reconciliations.ts";
import { readJsonBodies } from "./json-bodies.ts";
import { registerLive } from "./live/register-live.ts";
import { registerHealth } from "./operations/register-health.ts";
import { registerMetrics } from "./operations/register-metrics.ts";
import { registerModules } from "./places/register-modules.ts";
import { registerPlaceAdministration } from "./places/register-place-administration.ts";
import { registerPlaces } from "./places/register-places.ts";
import { registerServices } from "./places/register-services.ts";
import { registerShares } from "./reservations/register-shares.ts";
import { registerMailPreferences } from "./mail/register-mail-preferences.ts";
import { registerRoomImport } from "./places/register-room-import.ts";
import { answerError, answerUnknownRoute } from "./problem-answers.ts";
import { problem } from "./problem-error.ts";
import { answerFailure } from "./reservation-rest-api/failure-answers.ts";
import {
  isOfReservationRestApi,
  registerReservationRestApi,
  withoutApiVersion,
} from "./reservation-rest-api/register-reservation-rest-api.ts";
import { registerSeries } from "./reservations/register-series.ts";
import { registerApprovals } from "./reservations/register-approvals.ts";
import { registerCheckIn } from "./reservations/register-check-in.ts";
import { registerReservationDetails } from "./reservations/register-reservation-details.ts";
import { registerReminders } from "./reservations/register-reminders.ts";
import { registerSchedule } from "./reservations/register-schedule.ts";
import { registerSpaceCalendar } from "./reservations/register-space-calendar.ts";
import { registerReservations } from "./reservations/register-reservations.ts";
import { registerSeveralSpaces } from "./reservations/register-several-spaces.ts";
import type { ServerDependencies } from "./server-dependencies.ts";
import { registerConfigurationScan } from "./scan/register-configuration-scan.ts";
import { registerGuidedSetUp } from "./settings/register-guided-set-up.ts";
import { registerSettings } from "./settings/register-settings.ts";
import { registerWebFiles } from "./register-web-files.ts";
import { registerExchangeWebhook } from "./webhooks/register-exchange-webhook.ts";

/** Texts of 65,000 characters and 500 attendees fit easily; a subject of a megabyte does not. */
const BODY_BYTES_MAX = 1_000_000;
/** Pages that stay open hold their stream; everything else is answered long before. */
const REQUEST_TIMEOUT_MS = 60_000;

/** The server with all its routes, ready to listen. */
export async function createServer(deps: ServerDependencies): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: deps.logger,
    // How long requests take is measured (/metrics); what fails unexpectedly is logged.
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: "request_id",
    }),
    genReqId: requestId,
    requestIdHeader: false,
    trustProxy: deps.trustProxy,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    // What the HTTP parser refuses never becomes a request; it is answered here all the same.
    clientErrorHandler(error, socket) {
      deps.logger.debug({ code: "code" in error ? error.code : undefined }, "not a request");
      if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    },
    rewriteUrl: (request) => withoutApiVersion(request.url ?? "/"),
    // An address that cannot be read is no route's, so that none can say how it is answered.
    frameworkErrors(error, request, reply) {
      const answer = isOfReservationRestApi(request.url) ? answerFailure : answerError;
      void answer(error, request, reply);
    },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerError);
  app.addHook("onRequest", async (request, reply) => {
    void reply.header("Request-Id", request.id);
    // The one character that text in the database cannot hold.
    if (request.url.includes("%00")) {
      throw problem("invalid_request", "The address holds a null character.", "Leave it out.");
    }
  });
  readJsonBodies(app);
  await registerProtection(app, deps);
  await registerDescription(app);
  registerMetrics(app, deps.metrics, deps.health.reader);
  await deps.registerIdentity(app);
  registerHealth(app, deps.isReady);
  registerReservations(app, deps);
  registerSeveralSpaces(app, deps);
  registerSchedule(app, deps);
  registerSpaceCalendar(app, deps);
  registerCheckIn(app, deps);
  registerDoor(app, deps);
  registerDoorActs(app, deps);
  registerApprovals(app, deps);
  registerReminders(app, deps);
  registerMailPreferences(app, deps);
  registerReservationDetails(app, deps);
  registerShares(app, deps);
  registerSeries(app, deps);
  registerPlaces(app, deps);
  registerPlaceAdministration(app, deps);
  registerModules(app, deps);
  registerServices(app, deps);
  registerRoomImport(app, deps);
  registerSettings(app, deps);
  registerConfigurationScan(app, deps);
  registerGuidedSetUp(app, deps);
  registerHealthReport(app, deps);
  registerReconciliations(app, deps);
  registerLive(app, deps);
  registerExchangeWebhook(app, deps);
  await registerReservationRestApi(app, deps);
  await registerWebFiles(app, deps.webFolder);
  return app;
}

async function registerProtection(
  app: FastifyInstance,
  { publicUrl, requestsPerMinuteMax }: ServerDependencies,
): Promise<void> {
  const isSecure = publicUrl.startsWith("https:");
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(isSecure && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: isSecure,
  });
  // By address: it stops programs that run wild, not floods; those are for what stands in front.
  await app.register(rateLimit, {
    global: requestsPerMinuteMax > 0,
    max: requestsPerMinuteMax,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, context) =>
      problem(
        "too_many_requests",
        `There were more than ${context.max} requests within a minute.`,
        `Try again in ${counted(Math.ceil(context.ttl / 1000), "second", "seconds")}.`,
      ),
  });
  app.setNotFoundHandler(
    requestsPerMinuteMax > 0 ? { preHandler: app.rateLimit() } : {},
    answerUnknownRoute,
  );
}

async function registerDescription(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Usher",
        version: "1",
        description:
          "Workplace reservations in step with Exchange Online. Errors are problem details " +
          "(RFC 9457) with a stable `code`. Send `Idempotency-Key` with creations and `If-Match` " +
          "with changes.",
      },
      components: {
        securitySchemes: {
          apiKey: { type: "http", scheme: "bearer", description: "`usk_…` or a panel's `usp_…`" },
          clientAndKey: {
            type: "http",
            scheme: "basic",
            description: "An API client's id and its key; at `/api/sn_wsd_rsv` alone",
          },
          session: { type: "apiKey", in: "cookie", name: "usher_session" },
        },
      },
      security: [{ apiKey: [] }, { session: [] }],
    },
    transform: jsonSchemaTransform,
  });
  app.get("/api/v1/openapi.json", { schema: { hide: true } }, (_request, reply) =>
    reply.send(app.swagger()),
  );
}

/**
 * The client's own id where it sent a UUID, so that all sides' logs can be put together. Any other
 * is not taken: the id goes on to Exchange, which wants a UUID.
 */
function requestId(request: Pick<IncomingMessage, "headers">): string {
  const given = request.headers["request-id"];
  return typeof given === "string" && UUID.test(given) ? given.toLowerCase() : randomUUID();
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
