import { problemSchema } from "../contract/problem.ts";

/** What every route may answer instead, for its description. */
export const problemAnswers = {
  "4xx": {
    description: "A problem; `code` says which (docs/reference/problem-codes.md)",
    content: { "application/problem+json": { schema: problemSchema } },
  },
} as const;
