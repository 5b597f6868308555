import { z } from "zod";
import { INTEGRATION_MODES } from "../../core/integration-rules/question.ts";

export const INTEGRATION_MODE = "sn_wsd_rsvsync.sync_integration_mode";
export const BLOCKER_USER = "sn_wsd_rsv.blocker_user";
export const NO_SHOW_AFTER = "sn_wsd_rsv.time_when_reservation_cancelled_without_check_in";
export const EVENT_RETRY_COUNT = "sn_wsd_rsvsync.max_event_retry_count";
export const ROOM_READ_INTERVAL = "sn_wsd_rsvsync.outlook_event_sync_interval";
export const PAST_SYNC_PERIOD = "sn_wsd_rsvsync.past_sync_period_in_days";
export const ROOM_ANSWER_TIME_LIMIT = "sn_wsd_rsvsync.exchange_callback_time_limit";

export interface PropertyDefinition {
  readonly name: string;
  readonly type: "string" | "choice" | "integer" | "boolean" | "email";
  readonly choices?: readonly string[];
  readonly defaultValue: string;
  readonly description: string;
  /** What a value must be, in words, for whoever gave another. */
  readonly expected: string;
  readonly accepts: (value: string) => boolean;
}

/** Every property, by the name it has always had (facts workplace 4.4); values are text. */
export const PROPERTY_DEFINITIONS: readonly PropertyDefinition[] = [
  {
    name: INTEGRATION_MODE,
    type: "choice",
    choices: INTEGRATION_MODES,
    defaultValue: "normal",
    description:
      "Whose hand writes into calendars: the application's (normal), one delegated user's " +
      "(strict), or each person's own (personal).",
    expected: "one of normal, strict and personal",
    accepts: (value) => INTEGRATION_MODES.some((mode) => mode === value),
  },
  {
    name: BLOCKER_USER,
    type: "email",
    defaultValue: "",
    description:
      "Whose calendar, or invitation, stands for blockers. Empty: the person a blocker is " +
      "requested for.",
    expected: "an e-mail address, or empty",
    accepts: (value) => value === "" || z.email().max(254).safeParse(value).success,
  },
  integer({
    name: NO_SHOW_AFTER,
    defaultValue: 30,
    min: 1,
    max: 1440,
    description:
      "How many minutes after its start a reservation that nobody has checked in to is released, " +
      "where its module says that it is.",
  }),
  integer({
    name: EVENT_RETRY_COUNT,
    defaultValue: 10,
    min: 1,
    max: 100,
    description: "How often a sync event is tried before it stays in the state error.",
  }),
  integer({
    name: ROOM_ANSWER_TIME_LIMIT,
    // The product that the name comes from waits five hours for a callback. We read the room's
    // answer ourselves within seconds, and no reservation awaits confirmation for hours (design,
    // truth 5), so a room that has not answered by then is treated as one that will not.
    defaultValue: 120,
    min: 10,
    max: 18_000,
    description:
      "For how many seconds the room's answer is awaited; then the reservation is marked as " +
      "conflicted, with the reason.",
  }),
  integer({
    name: ROOM_READ_INTERVAL,
    defaultValue: 2,
    min: 1,
    max: 60,
    description:
      "Every how many minutes a room's calendar is looked at while nothing happens in the room, " +
      "where Exchange cannot tell us of changes.",
  }),
  integer({
    name: PAST_SYNC_PERIOD,
    defaultValue: 7,
    min: 1,
    max: 366,
    description:
      "How many days back a room's calendar is read when it is read whole, the first time too. " +
      "What is over by then is not taken in; what goes on, or is moved ahead again, is. A change " +
      "counts from the next reading of the whole calendar on.",
  }),
];

export function propertyDefinition(name: string): PropertyDefinition | undefined {
  return PROPERTY_DEFINITIONS.find((definition) => definition.name === name);
}

function integer(property: {
  readonly name: string;
  readonly defaultValue: number;
  readonly min: number;
  readonly max: number;
  readonly description: string;
}): PropertyDefinition {
  const { name, defaultValue, min, max, description } = property;
  return {
    name,
    type: "integer",
    defaultValue: String(defaultValue),
    description,
    expected: `a whole number from ${min} to ${max}`,
    accepts: (value) => /^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max,
  };
}
