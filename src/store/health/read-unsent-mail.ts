import { type Kysely, sql } from "kysely";
import type { HealthFacts } from "../../core/health/health-facts.ts";
import type { Schema } from "../schema.ts";

/** What waits is sent within seconds; after this long something is wrong. */
const WAITS_MINUTES = 10;
const GIVEN_UP_LOOKED_BACK_HOURS = 24;

/** Mail that waits for long or was given up lately, with what the newest try of any came to. */
export async function readUnsentMail(kysely: Kysely<Schema>): Promise<HealthFacts["unsentMail"]> {
  const { rows } = await sql<HealthFacts["unsentMail"]>`
    select count(*)::integer as count,
      (array_agg(reason order by tried_at desc) filter (where reason is not null))[1] as reason
    from (
      select reason, due_at as tried_at from mail where state = 'waiting'
        and created_at < now() - ${WAITS_MINUTES}::integer * interval '1 minute'
      union all
      select reason, settled_at from mail where state = 'given_up'
        and settled_at > now() - ${GIVEN_UP_LOOKED_BACK_HOURS}::integer * interval '1 hour'
    ) unsent`.execute(kysely);
  return rows[0] ?? { count: 0, reason: null };
}
