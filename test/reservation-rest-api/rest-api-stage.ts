import assert from "node:assert/strict";
import type { Actor } from "../../src/app/people/actor.ts";
import type { ReservationRecord } from "../../src/contract/reservation-rest-api/reservations.ts";
import type { Failure } from "../../src/contract/reservation-rest-api/values.ts";
import { formatSysId } from "../../src/core/encoded-query/sys-id.ts";
import type { Database } from "../../src/store/database.ts";
import { type Answer, type HttpStage, openHttpStage } from "../application/http-stage.ts";
import { API_CLIENT } from "../application/stage.ts";

export const PATH = "/api/sn_wsd_rsv";
export const START = "2026-11-24T09:00:00Z";
export const END = "2026-11-24T10:00:00Z";

/** The running server, as a program that was written for ServiceNow uses it. */
export interface RestApiStage extends HttpStage {
  /** Answers the result; fails where there is none. */
  result<Result>(method: string, path: string, body?: unknown, actor?: Actor): Promise<Result>;
  /** Answers status and code of what is refused, and fails where it is not in that API's form. */
  failure(method: string, path: string, body?: unknown, actor?: Actor | null): Promise<string>;
  /** Makes a reservation of Oak for Ada, and answers its sys_id. */
  add(body?: Readonly<Record<string, unknown>>): Promise<string>;
  record(sysId: string): Promise<ReservationRecord>;
}

export async function openRestApiStage(database: Database): Promise<RestApiStage> {
  const stage = await openHttpStage(database);
  const send = (method: string, path: string, body: unknown, actor: Actor | null) =>
    stage.send(actor, method, `${PATH}${path}`, body === undefined ? {} : { body });
  async function result<Result>(
    method: string,
    path: string,
    body?: unknown,
    actor: Actor = API_CLIENT,
  ): Promise<Result> {
    const answer = await send(method, path, body, actor);
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(Object.keys(answer.body), ["result"]);
    return answer.body["result"] as Result;
  }
  return {
    ...stage,
    result,
    async failure(method, path, body, actor = API_CLIENT) {
      return failureOf(await send(method, path, body, actor));
    },
    async add(body = {}) {
      const asked = {
        location: formatSysId(stage.workplace.oak.id),
        start: START,
        end: END,
        subject: "Planning",
        requested_for: formatSysId(stage.workplace.ada.id),
        ...body,
      };
      const { sys_id: sysId } = await result<{ sys_id: string }>("POST", "/reservation/add", asked);
      assert.match(sysId, /^[\da-f]{32}$/);
      return sysId;
    },
    async record(sysId) {
      const path = `/reservation/get?sys_id=${sysId}`;
      return (await result<{ reservation: ReservationRecord }>("GET", path)).reservation;
    },
  };
}

export function failureOf(answer: Answer): string {
  const { error, status } = answer.body as unknown as Failure;
  assert.equal(status, "failure", answer.text);
  assert.match(error.message, /\w.*\.$/s);
  assert.ok(error.detail !== "" && error.request_id === answer.headers.get("request-id"));
  return `${answer.status} ${error.code}`;
}
