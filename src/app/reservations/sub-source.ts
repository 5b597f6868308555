import type { Channel } from "../../core/integration-rules/question.ts";

/**
 * What is recorded as the sub-source of an act. The REST API's name is the one that other systems
 * know and look for, to the letter (facts workplace 2.1 and 5); the others are ours.
 */
export const SUB_SOURCES: Readonly<Record<Channel, string>> = {
  portal: "usher_portal",
  event_planner: "usher_event_planner",
  quick_reservation: "usher_quick_reservation",
  mobile: "usher_mobile",
  outlook_addin: "usher_outlook_addin",
  panel: "usher_panel",
  rest_api: "sn_wsd_rest_api",
  calendar: "microsoft_exchange",
  system: "usher_system",
};
