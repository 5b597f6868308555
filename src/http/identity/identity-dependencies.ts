import type { Authentication } from "../../app/people/authenticate.ts";
import type { AuthorizationFlows } from "../../app/people/authorization-flows.ts";
import type { CalendarConnected } from "../../app/people/calendar-connected.ts";
import type { TokenKeeper, TokenRecords } from "../../app/people/calendar-tokens.ts";
import type { ReadMailboxAddress } from "../../app/people/delegated-user.ts";
import type { ApiClients, Panels } from "../../app/people/machine-identities.ts";
import type { People } from "../../app/people/people.ts";
import type { ProviderApps } from "../../app/people/provider-apps.ts";
import type { RecordAudit } from "../../app/audit-note.ts";
import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import type { SessionDependencies } from "./register-sessions.ts";

/** Everything that identity's routes and hooks stand on. */
export interface IdentityDependencies extends SessionDependencies {
  /** How browsers reach us, without a slash at the end; asked when a request comes. */
  readonly publicUrl: () => string;
  /** Where people open their calendars; `{mailbox}` and `{date}` in it are filled in. */
  readonly outlookUrl: string;
  /** Addresses in lower case that are given the role admin when they sign in. */
  readonly admins: readonly string[];
  readonly authentication: Authentication;
  readonly people: People;
  readonly apiClients: ApiClients;
  readonly panels: Panels;
  readonly providerApps: ProviderApps;
  readonly tokens: TokenKeeper;
  readonly tokenRecords: TokenRecords;
  readonly flows: AuthorizationFlows;
  readonly readMailboxAddress: ReadMailboxAddress;
  readonly calendarConnected: CalendarConnected;
  readonly recordAudit: RecordAudit;
  /** Whether nothing has been set up yet: neither a calendar provider nor a space. */
  readonly isFresh: () => Promise<boolean>;
  readonly integrationMode: () => Promise<IntegrationMode>;
}
