import { z } from "zod";
import { optionalNumber, optionalText } from "./values.ts";

/** When a meeting recurs, as programs for ServiceNow send it. */
export const recurringPatternSchema = z.object({
  /** Milliseconds. The documentation says seconds and its examples are milliseconds. */
  duration: optionalNumber,
  repeats: optionalText,
  label: optionalText,
  startDate: optionalText,
  options: z
    .object({
      /** How often the pattern is repeated: of a weekly one, so many weeks. */
      count: optionalNumber,
      /** `245` is Tuesday, Thursday and Friday. */
      daysOfWeek: optionalText,
      every: optionalNumber,
      endDate: optionalText,
    })
    .nullish(),
});
