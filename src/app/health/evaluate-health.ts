import { judgeHealth } from "../../core/health/notices.ts";
import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import type { SyncLog } from "../sync/sync-log.ts";
import type { HealthReader, NoticeStore } from "./ports.ts";

export interface EvaluateHealthDependencies {
  readonly reader: Pick<HealthReader, "facts">;
  readonly notices: Pick<NoticeStore, "apply">;
  readonly integrationMode: () => Promise<IntegrationMode>;
  readonly announceChange: () => void;
  readonly log: SyncLog;
}

/** Looks at everything once and keeps the notices in step with it; how many began or ended. */
export async function evaluateHealth(deps: EvaluateHealthDependencies): Promise<number> {
  const facts = await deps.reader.facts(await deps.integrationMode());
  const notices = judgeHealth(facts);
  const { raised, resolved } = await deps.notices.apply(notices);
  if (raised + resolved > 0) {
    const codes = notices.map(({ code }) => code);
    deps.log.warn({ raised, resolved, codes }, "what needs a person has changed");
    deps.announceChange();
  }
  return raised + resolved;
}
