import type { Invariant } from "../history.ts";

interface RejectedNow {
  readonly id: string;
  readonly line: string;
}

/** What somebody rejected, or nobody approved in time, stays so; and nothing else is. */
export const REJECTIONS_ARE_KEPT: Invariant = {
  name: "rejections are kept",
  async check({ database, model }) {
    const { rows } = await database.pool.query<RejectedNow>(
      `select r.id, r.subject || coalesce(' on ' || r.original_date, '') as line from reservation r
       where not r.is_parent and r.state = 'rejected' order by r.id`,
    );
    const stands = new Set(rows.map(({ id }) => id));
    return [
      ...rows
        .filter(({ id }) => !model.rejected.has(id))
        .map(({ line }) => `${line} was rejected by nobody`),
      ...[...model.rejected]
        .filter((id) => !stands.has(id))
        .map((id) => `reservation ${id} was rejected, and is not any more`),
    ];
  },
};
