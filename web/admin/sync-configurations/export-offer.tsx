import type { SyncConfiguration } from "../../../src/contract/admin.ts";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath } from "../api/admin-calls.ts";
import { BulkWorkDialog } from "../bulk/bulk-work-dialog.tsx";

interface ExportOfferProps {
  readonly configuration: SyncConfiguration;
  readonly onClose: () => void;
}

/** A space that has just become synced may have reservations that no calendar knows of. */
export function ExportOffer({ configuration, onClose }: ExportOfferProps) {
  const { t } = useMessages();
  const { space_name: space, dry_run: isDryRun } = configuration;
  return (
    <BulkWorkDialog
      title={t.syncConfigurations.exportTitle({ space })}
      beginLabel={t.syncConfigurations.export}
      path={adminPath("sync-configurations", configuration.id, "export")}
      body={{}}
      onClose={onClose}
    >
      <p>{isDryRun ? t.syncConfigurations.exportDryRun : t.syncConfigurations.exportSentence}</p>
    </BulkWorkDialog>
  );
}
