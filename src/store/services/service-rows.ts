import {
  type Blocked,
  NO_SERVICES,
  type ReservedBlocker,
  type ReservedServices,
} from "../../app/reservations/reservation.ts";
import { formatReservationNumber } from "../../core/reservations/reservation-number.ts";
import type { ModuleService } from "../../core/reservations/services.ts";
import { SERVICE_JSON } from "./service-json.ts";

/** What the reservation `r` is made for, where it is a blocker. */
export const BLOCKS = `
    case when r.blocks_reservation_id is not null then (select jsonb_build_object('id', k.id,
      'number', k.number::text, 'part', r.blocker_part)
      from reservation k where k.id = r.blocks_reservation_id) end as blocks`;

/** Services and blockers of the reservation `r`; of the many that have none, nothing is looked up. */
export const SERVICES = `
    case when r.has_services then jsonb_build_object(
      'chosen', (select coalesce(jsonb_agg(${SERVICE_JSON} order by v.name, v.id), '[]')
        from reservation_service c join module_service v on v.id = c.service_id
        where c.reservation_id = r.id),
      'blockers', (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'number', k.number::text,
          'part', k.blocker_part, 'state', k.state, 'startAt', k.start_at, 'endAt', k.end_at)
          order by k.start_at), '[]')
        from reservation k where k.blocks_reservation_id = r.id
          and k.state not in ('cancelled', 'rejected', 'no_show')),
      'isToFollow', exists (select 1 from service_follow_up u where u.reservation_id = r.id))
      end as services, ${BLOCKS}`;

export interface ServicesReadRow {
  readonly services: {
    readonly chosen: readonly ModuleService[];
    readonly blockers: readonly BlockerJson[];
    readonly isToFollow: boolean;
  } | null;
  readonly blocks: Blocked | null;
}

/** Instants are text in JSON. */
type BlockerJson = Omit<ReservedBlocker, "startAt" | "endAt"> & {
  readonly startAt: string;
  readonly endAt: string;
};

export function servicesFrom({ services }: ServicesReadRow): ReservedServices {
  if (services === null) return NO_SERVICES;
  return { ...services, blockers: services.blockers.map(blockerFrom) };
}

export function blocksFrom({ blocks }: Pick<ServicesReadRow, "blocks">): Blocked | null {
  return blocks && { ...blocks, number: formatReservationNumber(BigInt(blocks.number)) };
}

function blockerFrom(blocker: BlockerJson): ReservedBlocker {
  return {
    ...blocker,
    number: formatReservationNumber(BigInt(blocker.number)),
    startAt: new Date(blocker.startAt),
    endAt: new Date(blocker.endAt),
  };
}
