import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { Registry } from "prom-client";
import type { HealthReader, NoticeStore } from "../app/health/ports.ts";
import type { ModuleServiceDependencies } from "../app/places/module-services.ts";
import type { GuidedSetUpDependencies } from "../app/setup/guided-set-up.ts";
import type { PlaceDependencies } from "../app/places/place-dependencies.ts";
import type { RoomImportDependencies } from "../app/places/room-import.ts";
import type { ChangeFeed } from "../app/reservations/change-feed.ts";
import type { ApprovalDependencies } from "../app/reservations/approval/ports.ts";
import type { MailPreferenceDependencies } from "../app/mail/mail-preferences.ts";
import type { ReminderDependencies } from "../app/reservations/reminders/ports.ts";
import type { ShareDependencies } from "../app/reservations/sharing/ports.ts";
import type { ReservationSearch } from "../app/reservations/search/ports.ts";
import type { TogetherDependencies } from "../app/reservations/together-ports.ts";
import type { ScheduleDependencies } from "../app/reservations/schedule/read-schedule.ts";
import type { AuditTrail } from "../app/settings/ports.ts";
import type { ScanDependencies } from "../app/scan/scan-dependencies.ts";
import type { Properties } from "../app/settings/properties.ts";
import type { SettingsDependencies } from "../app/settings/settings-dependencies.ts";
import type { BulkWorkStore } from "../app/sync/bulk-work.ts";
import type { ExportDependencies } from "../app/sync/export-reservations.ts";
import type { ReconciliationDependencies } from "../app/sync/reconcile/start-reconciliation.ts";
import type { SendAgainDependencies } from "../app/sync/send-again.ts";
import type { NotificationInbox } from "../app/sync/sources/notification-inbox.ts";

/** Everything that the server stands on, made where the parts are wired. */
export interface ServerDependencies {
  readonly logger: FastifyBaseLogger;
  /** How browsers reach us; decides about HTTPS-only headers. */
  readonly publicUrl: string;
  readonly trustProxy: boolean;
  /** Per client address; 0 sets no limit, as for measurements. */
  readonly requestsPerMinuteMax: number;
  /** The built web faces. */
  readonly webFolder: string;
  readonly metrics: Registry;
  readonly isReady: () => Promise<boolean>;
  /** Adds sessions, sign-in and `request.actor`, before any route that needs them. */
  readonly registerIdentity: (app: FastifyInstance) => Promise<void>;
  readonly reservationSearch: ReservationSearch;
  readonly reservations: TogetherDependencies;
  readonly schedule: ScheduleDependencies;
  readonly approvals: ApprovalDependencies;
  readonly reminders: ReminderDependencies;
  readonly mail: MailPreferenceDependencies;
  readonly sharing: ShareDependencies;
  readonly changeFeed: ChangeFeed;
  readonly placeDependencies: PlaceDependencies;
  readonly modules: ModuleServiceDependencies;
  readonly settings: SettingsDependencies;
  readonly properties: Properties;
  readonly audit: AuditTrail;
  readonly scan: ScanDependencies;
  readonly guidedSetUp: GuidedSetUpDependencies;
  readonly roomImport: RoomImportDependencies;
  readonly syncEvents: SendAgainDependencies & { readonly bulk: BulkWorkStore };
  readonly exporting: ExportDependencies;
  readonly reconciling: ReconciliationDependencies;
  readonly health: {
    readonly reader: HealthReader;
    readonly notices: NoticeStore;
    readonly announceChange: () => void;
  };
  readonly notifications: Pick<NotificationInbox, "accept">;
}
