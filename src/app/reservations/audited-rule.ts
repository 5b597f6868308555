import type { Answer } from "../../core/integration-rules/question.ts";

/** Which row of the integration rules allowed an act, and whose rights it uses. */
export type DecidingRule = Pick<Answer, "row" | "credential">;

/** As the audit tells it with every act that the rules judge. */
export function auditedRule({ row, credential }: DecidingRule) {
  return { policy_row: row, credential };
}

export function ruleOf({ row, credential }: DecidingRule): DecidingRule {
  return { row, credential };
}
