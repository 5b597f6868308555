import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Actor } from "../../app/people/actor.ts";
import { getReservation } from "../../app/reservations/get-reservation.ts";
import { readMeetingRooms } from "../../app/reservations/read-meeting-rooms.ts";
import { readSeries } from "../../app/reservations/read-series.ts";
import type { ReservationView } from "../../app/reservations/reservation-view.ts";
import { searchReservations } from "../../app/reservations/search/search-reservations.ts";
import {
  getReservationQuerySchema,
  gotReservationSchema,
  icalendarSchema,
  listedReservationsSchema,
  listReservationsQuerySchema,
  userReservationsQuerySchema,
  userReservationsSchema,
} from "../../contract/reservation-rest-api/reservations.ts";
import { formatSysId, parseSysId } from "../../core/encoded-query/sys-id.ts";
import { writeICalendar } from "../../core/icalendar/write-icalendar.ts";
import { HOLDING_STATES } from "../../core/reservations/reservation-state.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireScopeOffPanel } from "../identity/guards.ts";
import { problem } from "../problem-error.ts";
import { requireClient } from "./client-guard.ts";
import { failureAnswers } from "./failure-answers.ts";
import { icalendarEventOf } from "./icalendar-of.ts";
import { presentAcl, presentRecords } from "./present-record.ts";
import { countFrom, flagFrom, idFrom, requiredId, textFrom, wrongField } from "./read-values.ts";
import type { ReservationRestApi } from "./reservation-rest-api.ts";
import { presentUserReservations } from "./user-reservations.ts";

const tags = ["Workplace Reservation REST API"];
/** What one answer lists at most. */
const LISTED_MAX = 500;
const DAYS_AHEAD = 7;

/** `reservation/get`, `list`, `get_user_reservations` and `icalendar`. */
export function registerReservationReads(server: FastifyInstance, api: ReservationRestApi): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { reservations: deps, records } = api;
  const search = { ...deps, search: records.search };

  app.get(
    "/reservation/get",
    {
      schema: {
        tags,
        summary: "Read a reservation, by its sys_id or those of its event",
        querystring: getReservationQuerySchema,
        response: { 200: gotReservationSchema, ...failureAnswers },
      },
    },
    async (request) => {
      const actor = requireClient(request, "reservations:read");
      const { query } = request;
      const view = await findView(api, actor, query);
      const [reservation] = await presentRecords(records, [view]);
      if (reservation === undefined) throw new Error("a reservation that was found has a record");
      const externalId = textFrom(query.external_id);
      if (externalId !== undefined && externalId !== reservation.external_id) throw notFound();
      const isWithServices = flagFrom("include_standard_services", query.include_standard_services);
      const isWithRooms = flagFrom("include_multi_child_data", query.include_multi_child_data);
      return {
        result: {
          reservation,
          reservationAcl: presentAcl(view),
          ...(isWithServices === true && {
            standard_services: view.reservation.services.chosen.map(presentService),
          }),
          ...(isWithRooms === true && {
            multi_children: await roomsOf(api, actor, view),
          }),
        },
      };
    },
  );

  app.get(
    "/reservation/list",
    {
      schema: {
        tags,
        summary: "List the caller's reservations that an encoded query describes",
        querystring: listReservationsQuerySchema,
        response: { 200: listedReservationsSchema, ...failureAnswers },
      },
    },
    async (request) => {
      const actor = requireClient(request, "reservations:read");
      const { query } = request;
      const offset = countFrom("startIndex", query.startIndex) ?? 0;
      const end = countFrom("endIndex", query.endIndex) ?? offset + LISTED_MAX;
      const found = await searchReservations(search, actor, {
        of: "caller",
        partyId: idFrom("userId", query.userId),
        encodedQuery: textFrom(query.encodedQuery),
        words: textFrom(query.searchCriteria),
        isDescending: flagFrom("orderByEndDesc", query.orderByEndDesc) ?? false,
        offset,
        limit: Math.min(Math.max(end - offset, 0), LISTED_MAX),
      });
      return { result: { reservations: [...(await presentRecords(records, valueOf(found)))] } };
    },
  );

  app.get(
    "/reservation/get_user_reservations",
    {
      schema: {
        tags,
        summary: "What a person has reserved within the next seven days, by day",
        querystring: userReservationsQuerySchema,
        response: { 200: userReservationsSchema, ...failureAnswers },
      },
    },
    async (request) => {
      const actor = requireClient(request, "reservations:read");
      requireScopeOffPanel(request, "reservations:read");
      const personId = requiredId("userId", request.query.userId);
      const now = deps.now();
      const from = new Date(now.epochMilliseconds);
      const to = new Date(now.add({ hours: 24 * DAYS_AHEAD }).epochMilliseconds);
      const found = await searchReservations(search, actor, {
        of: { personId },
        from,
        to,
        states: HOLDING_STATES,
        limit: LISTED_MAX,
      });
      const result = await presentUserReservations(records.places, valueOf(found), { from, to });
      return { result };
    },
  );

  app.get(
    "/reservation/icalendar/:sys_id",
    {
      schema: {
        tags,
        summary: "A reservation as the text of an iCalendar file",
        params: z.object({ sys_id: z.string().max(100) }),
        response: { 200: icalendarSchema, ...failureAnswers },
      },
    },
    async (request) => {
      const actor = requireClient(request, "reservations:read");
      const view = valueOf(await getReservation(deps, actor, pathId(request.params.sys_id)));
      const events = (await datesOf(api, actor, view)).map(icalendarEventOf);
      const isOver = events.every(({ status }) => status === "CANCELLED");
      return { result: writeICalendar({ method: isOver ? "CANCEL" : "REQUEST", events }) };
    },
  );
}

/** The id in a path; what cannot be one is not there. */
export function pathId(text: string): string {
  const id = parseSysId(text);
  if (id === undefined) throw notFound();
  return id;
}

function notFound() {
  return problem(
    "reservation_not_found",
    "There is no such reservation.",
    "Look it up again in the list of reservations.",
  );
}

async function findView(
  { reservations: deps, records }: ReservationRestApi,
  actor: Actor,
  query: z.output<typeof getReservationQuerySchema>,
): Promise<ReservationView> {
  const icalUid = textFrom(query.external_ical);
  const eventId = textFrom(query.external_id);
  const named = idFrom("sys_id", query.sys_id);
  if (named === undefined && icalUid === undefined && eventId === undefined) {
    throw wrongField("sys_id", "It is required, or else external_id or external_ical.");
  }
  const found = icalUid === undefined ? null : await records.search.idByIcalUid(icalUid);
  const ofEvent = named === undefined && icalUid === undefined && eventId !== undefined;
  const id = named ?? (ofEvent ? await records.search.idByEventId(eventId) : found);
  if (id === null) throw notFound();
  const view = valueOf(await getReservation(deps, actor, id));
  const { reservation } = view;
  // Of a meeting of several reservations, each is found by the event that they have together.
  const isOfEvent = found === null || [reservation.id, reservation.parentId].includes(found);
  if (icalUid !== undefined && (found === null || !isOfEvent)) throw notFound();
  return view;
}

async function roomsOf(api: ReservationRestApi, actor: Actor, { reservation }: ReservationView) {
  if (reservation.kind !== "multi_space") return [];
  const rooms = valueOf(await readMeetingRooms(api.reservations, actor, reservation.id));
  const others = rooms.filter((room) => room.reservation.id !== reservation.id);
  return [...(await presentRecords(api.records, others))];
}

/** A series is the events of its dates: they have ids of their own here. */
async function datesOf(
  api: ReservationRestApi,
  actor: Actor,
  view: ReservationView,
): Promise<readonly ReservationView[]> {
  const { id, isParent, series } = view.reservation;
  if (!isParent || series === null) return [view];
  const { occurrences } = valueOf(await readSeries(api.reservations, actor, id));
  const standing = occurrences.filter(({ reservation }) => reservation.state !== "cancelled");
  return standing.length > 0 ? standing : occurrences;
}

function presentService({
  id,
  name,
  description,
}: {
  id: string;
  name: string;
  description: string;
}) {
  return {
    sys_id: formatSysId(id),
    name,
    short_description: description,
    font_awesome_icon: null,
  };
}
