import { entraError, type EntraError, type EntraErrorCode } from "./entra-error.ts";

/** An error that the token endpoint answers on order, such as Conditional Access or an outage. */
export interface PlannedError {
  readonly code: EntraErrorCode;
  /** How many more requests get it. */
  times: number;
  /** Only requests of this grant type, or null for any. */
  readonly grantType: string | null;
  /** Only requests for this person, or null for any (and for an application's own token). */
  readonly userId: string | null;
}

/** The orders. Refusals that follow from the simulator's state need none; they arise by themselves. */
export interface PlannedErrors {
  add(planned: PlannedError): void;
  list(): readonly PlannedError[];
  clear(): void;
  /** The error this request gets, counted off; undefined where none is planned. */
  take(grantType: string, userId: string | null): EntraError | undefined;
}

export function createPlannedErrors(): PlannedErrors {
  let orders: PlannedError[] = [];
  return {
    add(planned) {
      orders.push({ ...planned });
    },
    list: () => orders,
    clear() {
      orders = [];
    },
    take(grantType, userId) {
      const order = orders.find(
        (each) =>
          (each.grantType === null || each.grantType === grantType) &&
          (each.userId === null || each.userId === userId),
      );
      if (!order) return undefined;
      order.times -= 1;
      if (order.times <= 0) orders = orders.filter((each) => each !== order);
      return entraError(order.code);
    },
  };
}
