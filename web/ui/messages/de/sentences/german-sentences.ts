import type { Sentences } from "../../said-by-server.ts";
import { exchangeSentences } from "./exchange.ts";
import { fieldFaults } from "./field-faults.ts";
import { healthSentences } from "./health.ts";
import { limitSentences } from "./limits.ts";
import { microsoftSentences } from "./microsoft.ts";
import { peopleSentences } from "./people.ts";
import { placeSentences } from "./places.ts";
import { requestSentences } from "./requests.ts";
import { reservationSentences } from "./reservations.ts";
import { rfc5545Sentences } from "./rfc5545.ts";
import { ruleSentences } from "./rules.ts";
import { scanFindingSentences } from "./scan-findings.ts";
import { scanKindSentences } from "./scan-kinds.ts";
import { seriesSentences } from "./series.ts";
import { settingSentences } from "./settings.ts";
import { synchronisationSentences } from "./synchronisation.ts";
import { knownWords } from "./known-words.ts";

/** German for what the server says, by the English as it stands in the source; loaded where it is wanted. */
export const germanSentences: Sentences = {
  ...peopleSentences,
  ...placeSentences,
  ...reservationSentences,
  ...settingSentences,
  ...synchronisationSentences,
  ...scanKindSentences,
  ...scanFindingSentences,
  ...healthSentences,
  ...ruleSentences,
  ...seriesSentences,
  ...limitSentences,
  ...exchangeSentences,
  ...microsoftSentences,
  ...requestSentences,
  ...rfc5545Sentences,
  ...fieldFaults,
  ...knownWords,
};
