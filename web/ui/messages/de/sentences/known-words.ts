import type { Sentences } from "../../said-by-server.ts";

/** Words that stand in no sentence of the source and are put into one, and ways of joining sentences. */
export const knownWords: Sentences = {
  provider: "Anbieter",
  normal: "Normal",
  strict: "Strikt",
  personal: "Persönlich",
  approved: "genehmigt",

  "{1}, {2}": "{1}, {2}",
  "{1}: {2}": "{1}: {2}",
  "{1} ({2})": "{1} ({2})",
  "Or: {1}": "Oder: {1}",
  "{1}; and also {2}": "{1}; außerdem: {2}",
};
