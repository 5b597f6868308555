import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import type { SystemCredential } from "../../core/sync/change-source.ts";
import { type ConnectionState, NOT_CONNECTED } from "../people/calendar-tokens.ts";
import type { CalendarProviderRecord } from "./ports.ts";
import type { SettingsDependencies } from "./settings-dependencies.ts";

/** A calendar provider as administrators see it; its secrets are never among it. */
export interface CalendarProviderView {
  readonly provider: CalendarProviderRecord;
  /** In normal mode nobody is delegated, whatever is stored for another mode. */
  readonly delegatedUserEmail: string | null;
  readonly credentials: readonly (ConnectionState & { readonly kind: SystemCredential })[];
}

export async function calendarProviderView(
  deps: Pick<SettingsDependencies, "tokenRecords">,
  provider: CalendarProviderRecord,
  mode: IntegrationMode,
): Promise<CalendarProviderView> {
  const kinds: readonly SystemCredential[] = ["application", "delegated_user"];
  const credentials = await Promise.all(
    kinds.map(async (kind) => {
      const record = await deps.tokenRecords.read({ kind, providerId: provider.id });
      return { ...(record ?? NOT_CONNECTED), kind };
    }),
  );
  const delegatedUserEmail = mode === "normal" ? null : provider.delegatedUserEmail;
  return { provider, delegatedUserEmail, credentials };
}
