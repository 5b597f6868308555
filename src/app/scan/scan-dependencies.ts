import type { InstanceFacts } from "../../core/configuration-scan/facts.ts";
import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import type { TokenRecords } from "../people/calendar-tokens.ts";
import type { ReadMailboxAddress } from "../people/delegated-user.ts";
import type { PlaceDirectory } from "../places/place-directory.ts";
import type { CalendarProviders } from "../settings/ports.ts";
import type { AccessTokens } from "../sync/access-tokens.ts";
import type {
  ChangeSourceFacts,
  ConfigurationScans,
  ProviderCertificates,
  ReadApplicationClaims,
  RoomMailboxes,
  ScanFactsSource,
} from "./ports.ts";

/** What the configuration scan stands on; made once, where the parts are wired. */
export interface ScanDependencies {
  readonly scans: ConfigurationScans;
  readonly source: ScanFactsSource;
  readonly providers: Pick<CalendarProviders, "list">;
  readonly certificates: ProviderCertificates;
  readonly accessTokens: AccessTokens;
  readonly tokenRecords: Pick<TokenRecords, "read">;
  readonly readMailboxAddress: ReadMailboxAddress;
  readonly readApplicationClaims: ReadApplicationClaims;
  readonly roomMailboxes: RoomMailboxes;
  readonly placeDirectory: PlaceDirectory;
  /** Null where nothing follows rooms' calendars; then nothing is said of it. */
  readonly changeSources: ChangeSourceFacts | null;
  readonly integrationMode: () => Promise<IntegrationMode>;
  readonly roomAnswerTimeLimitSeconds: () => Promise<number>;
  readonly instance: () => InstanceFacts;
  readonly now: () => Date;
}
