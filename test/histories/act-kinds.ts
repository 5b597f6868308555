import { ADMINISTRATION_ACTS } from "./acts/administration-acts.ts";
import { APPROVAL_ACTS } from "./acts/approval-acts.ts";
import { CALENDAR_MADE_ACTS } from "./acts/calendar-made-acts.ts";
import { CONNECTION_ACTS } from "./acts/connection-acts.ts";
import { DISTURBANCES } from "./acts/disturbances.ts";
import { EXTERNAL_ACTS } from "./acts/external-acts.ts";
import { LIFE_ACTS } from "./acts/life-acts.ts";
import { OUTLOOK_ACTS } from "./acts/outlook-acts.ts";
import { OUTLOOK_ROOM_ACTS } from "./acts/outlook-room-acts.ts";
import { OUTLOOK_SERIES_ACTS } from "./acts/outlook-series-acts.ts";
import { OUTLOOK_WHOLE_SERIES_ACTS } from "./acts/outlook-whole-series-acts.ts";
import { RECONCILIATION_ACTS } from "./acts/reconciliation-acts.ts";
import { RESERVATION_ACTS } from "./acts/reservation-acts.ts";
import { SERIES_ACTS } from "./acts/series-acts.ts";
import type { ActKind } from "./history.ts";

/** Everything that can happen in a history; whatever the product learns is added here. */
export const ACT_KINDS: readonly ActKind[] = [
  ...RESERVATION_ACTS,
  ...LIFE_ACTS,
  ...APPROVAL_ACTS,
  ...CALENDAR_MADE_ACTS,
  ...OUTLOOK_ACTS,
  ...OUTLOOK_ROOM_ACTS,
  ...EXTERNAL_ACTS,
  ...OUTLOOK_SERIES_ACTS,
  ...OUTLOOK_WHOLE_SERIES_ACTS,
  ...SERIES_ACTS,
  ...CONNECTION_ACTS,
  ...ADMINISTRATION_ACTS,
  ...RECONCILIATION_ACTS,
  ...DISTURBANCES,
];
