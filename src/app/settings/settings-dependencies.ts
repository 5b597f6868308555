import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import type { TokenRecords } from "../people/calendar-tokens.ts";
import type { Vault } from "../people/vault.ts";
import type { AccessTokens } from "../sync/access-tokens.ts";
import type { Calendar } from "../sync/calendar.ts";
import type { ModeChangeFacts } from "./mode-change-facts.ts";
import type { CalendarProviders, SyncConfigurations } from "./ports.ts";

/** What the use cases of settings stand on; made once, where the parts are wired. */
export interface SettingsDependencies {
  readonly providers: CalendarProviders;
  readonly configurations: SyncConfigurations;
  readonly modeChangeFacts: ModeChangeFacts;
  readonly integrationMode: () => Promise<IntegrationMode>;
  readonly tokenRecords: Pick<TokenRecords, "read">;
  readonly accessTokens: AccessTokens;
  readonly calendar: Pick<Calendar, "checkAccess">;
  readonly vault: Pick<Vault, "seal">;
  readonly now: () => Date;
  readonly newId: () => string;
  /** What the space catalogue remembers is not true any more. */
  readonly forgetPlaces: () => void;
}
