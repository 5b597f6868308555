import { ADMINISTRATION_ACTS } from "./acts/administration-acts.ts";
import { CONNECTION_ACTS } from "./acts/connection-acts.ts";
import { DISTURBANCES } from "./acts/disturbances.ts";
import { OUTLOOK_ACTS } from "./acts/outlook-acts.ts";
import { OUTLOOK_SERIES_ACTS } from "./acts/outlook-series-acts.ts";
import { RESERVATION_ACTS } from "./acts/reservation-acts.ts";
import type { ActKind } from "./history.ts";

/** Everything that can happen in a history; whatever the product learns is added here. */
export const ACT_KINDS: readonly ActKind[] = [
  ...RESERVATION_ACTS,
  ...OUTLOOK_ACTS,
  ...OUTLOOK_SERIES_ACTS,
  ...CONNECTION_ACTS,
  ...ADMINISTRATION_ACTS,
  ...DISTURBANCES,
];
