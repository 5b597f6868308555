import { z } from "zod";
import { keptUnsent, unsentSchema } from "../../ui/api/kept-unsent.ts";

/**
 * Somebody's word on a reservation that this device has no answer to. Said again by the same person it
 * changes nothing, so that it can be asked for until there is one.
 */
const decisionSchema = unsentSchema.extend({
  reservationId: z.string(),
  /** For the page to say what it is about. */
  spaceName: z.string(),
  act: z.enum(["approve", "reject"]),
  /** The version that the person saw. */
  version: z.int(),
  comment: z.string(),
});
export type UnsentDecision = z.infer<typeof decisionSchema>;

export const unsentDecisions = keptUnsent("usher.unsent-decisions", decisionSchema);
