import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { getSpace } from "../../app/places/read-places.ts";
import { refuseRecurrence } from "../../app/reservations/refuse-recurrence.ts";
import { findOverlaps } from "../../app/reservations/search/find-overlaps.ts";
import { recurringPatternSchema } from "../../contract/reservation-rest-api/series.ts";
import {
  overlapAnswerSchema,
  overlapQuerySchema,
  scoreAnswerSchema,
  scoreBodySchema,
} from "../../contract/reservation-rest-api/search.ts";
import { formatSysId } from "../../core/encoded-query/sys-id.ts";
import { occurrencesFrom } from "../../core/recurrence/expand-series.ts";
import { requestedSeries } from "../../core/recurrence/requested-series.ts";
import { type Interval, isBefore } from "../../core/time/interval.ts";
import { valueOf } from "../answer-outcome.ts";
import { requireScopeOffPanel } from "../identity/guards.ts";
import { problem } from "../problem-error.ts";
import { requireClient } from "./client-guard.ts";
import { failureAnswers } from "./failure-answers.ts";
import { patternFrom, type RequestedPattern } from "./pattern-requests.ts";
import {
  idFrom,
  refuseShift,
  requiredId,
  requiredTime,
  textFrom,
  wrongField,
  zoneFrom,
} from "./read-values.ts";
import { idsFrom } from "./register-search.ts";
import type { ReservationRestApi } from "./reservation-rest-api.ts";
import { jsonFrom } from "./searched-times.ts";

const tags = ["Workplace Reservation REST API"];

/** `search/overlapping_reservation` and `search/availability_score`. */
export function registerAvailabilityQuestions(
  server: FastifyInstance,
  api: ReservationRestApi,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { reservations, records } = api;

  app.get(
    "/search/overlapping_reservation",
    {
      schema: {
        tags,
        summary: "Whether a person has reserved something at that time already",
        querystring: overlapQuerySchema,
        response: { 200: overlapAnswerSchema, ...failureAnswers },
      },
    },
    async (request) => {
      const actor = requireClient(request, "reservations:read");
      requireScopeOffPanel(request, "reservations:read");
      const { query } = request;
      const personId = requiredId("user_id", query.user_id);
      const exceptId = idFrom("reservation_id", query.reservation_id);
      const times = timesOfOverlap(query);
      const deps = { ...reservations, search: records.search };
      const [first] = valueOf(await findOverlaps(deps, actor, { personId, times, exceptId }));
      const answer = {
        isOverlapped: first !== undefined,
        reservableId: first === undefined ? "" : formatSysId(first.space.id),
      };
      return { result: answer, results: answer };
    },
  );

  app.post(
    "/search/availability_score",
    {
      schema: {
        tags,
        summary: "At how many of several times each space is free",
        body: scoreBodySchema,
        response: { 200: scoreAnswerSchema, ...failureAnswers },
      },
    },
    async (request) => {
      requireClient(request, "places:read");
      const { body } = request;
      const type = textFrom(body.reservableType) ?? "location";
      if (type !== "location") throw wrongField("reservableType", "It is location.");
      const ids = idsFrom("reservableIds", body.reservableIds.join(","));
      const spaces = [];
      for (const id of ids) spaces.push(valueOf(await getSpace(api.places, id)));
      const zone = zoneFrom(body.timezone) ?? spaces[0]?.timeZone ?? "UTC";
      const times = timesOfScore(body, zone);
      const taken = await records.search.takenCounts(ids, times);
      const total = times.length;
      return {
        result: Object.fromEntries(
          ids.map((id) => {
            const available = total - (taken.get(id) ?? 0);
            return [formatSysId(id), { available, total, score: `${available}/${total}` }];
          }),
        ),
      };
    },
  );
}

type OverlapQuery = Readonly<Record<"start" | "end" | "timezone", string | null | undefined>> & {
  readonly recurring_pattern?: string | null | undefined;
  readonly shift_info_object?: string | null | undefined;
};

function timesOfOverlap(query: Partial<OverlapQuery>): readonly Interval[] {
  const shift = textFrom(query.shift_info_object);
  if (shift !== undefined) {
    const named = jsonFrom("shift_info_object", shift)["shift"];
    refuseShift(typeof named === "string" ? named : undefined);
  }
  const zone = zoneFrom(query.timezone);
  const pattern = textFrom(query.recurring_pattern);
  if (pattern === undefined) {
    return [
      interval(requiredTime("start", query.start, zone), requiredTime("end", query.end, zone)),
    ];
  }
  const parsed = recurringPatternSchema.safeParse(jsonFrom("recurring_pattern", pattern));
  if (!parsed.success) throw wrongField("recurring_pattern", "It is no recurring pattern.");
  return datesOf(patternFrom(parsed.data, zone ?? "UTC"));
}

function timesOfScore(
  body: {
    readonly recurringPattern?: Parameters<typeof patternFrom>[0] | null | undefined;
    readonly startEndDateTimes?:
      | readonly {
          readonly start?: string | null | undefined;
          readonly end?: string | null | undefined;
        }[]
      | null
      | undefined;
  },
  zone: string,
): readonly Interval[] {
  const { startEndDateTimes: listed, recurringPattern } = body;
  // Where both are sent, as in that API's own example, the listed times are what is counted.
  if (listed && listed.length > 0) {
    return listed.map(({ start, end }) =>
      interval(
        requiredTime("startEndDateTimes.start", start, zone),
        requiredTime("startEndDateTimes.end", end, zone),
      ),
    );
  }
  if (recurringPattern) return datesOf(patternFrom(recurringPattern, zone));
  throw wrongField("recurringPattern", "It is required, or else startEndDateTimes.");
}

function interval(start: Interval["start"], end: Interval["end"]): Interval {
  if (isBefore(start, end)) return { start, end };
  throw problem("end_not_after_start", "The end is not after the start.", "Give a later end.");
}

function datesOf({ recurrence, ...times }: RequestedPattern): readonly Interval[] {
  const series = requestedSeries(recurrence, times);
  if (!series.ok) return valueOf(refuseRecurrence(series.problem));
  return [...occurrencesFrom(series.value, times.start)];
}
