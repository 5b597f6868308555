import { useQuery } from "@tanstack/react-query";
import {
  configurationScanSchema,
  type ConfigurationScan,
} from "../../../src/contract/configuration-scan.ts";
import { ConnectionNotice } from "../../portal/connection/connection-notice.tsx";
import { useConnectionOutcome } from "../../portal/connection/connection-outcome.ts";
import { callApi } from "../../ui/api/api-call.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";
import { useSession } from "../../ui/api/session.ts";
import { Badge } from "../../ui/components/badge.tsx";
import { Button } from "../../ui/components/button.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct } from "../api/admin-calls.ts";
import { FindingGroups } from "./finding-groups.tsx";
import { RoomSettingsForm } from "./room-settings-form.tsx";

const SUBJECT = "configuration-scan";

/** What keeps the installation from working, by the last scan, and how to mend it. */
export function ScanPage() {
  const { t } = useMessages();
  const last = useQuery({
    queryKey: queryKeys.admin(SUBJECT),
    queryFn: () => callApi({ path: adminPath(SUBJECT), schema: configurationScanSchema }),
  });
  const run = useAdminAct(SUBJECT, (roomSettings: string | undefined) => ({
    path: adminPath(SUBJECT),
    method: "POST" as const,
    body: roomSettings === undefined ? {} : { room_settings: roomSettings },
    schema: configurationScanSchema,
  }));
  const [outcome] = useConnectionOutcome();
  const handsIn = run.variables !== undefined;
  return (
    <Page
      title={t.scan.title}
      intro={t.scan.intro}
      actions={
        <Button
          look="primary"
          isPending={run.isPending && !handsIn}
          onPress={() => run.mutate(undefined)}
        >
          {t.scan.run}
        </Button>
      }
    >
      {outcome ? <ConnectionNotice outcome={outcome} whose="provider" /> : null}
      <ProblemNotice error={run.error} />
      <QueryState query={last}>
        {(scan) => (
          <>
            <ScanResult scan={scan} />
            <RoomSettingsForm
              scan={scan}
              error={run.error}
              isPending={run.isPending && handsIn}
              onHandIn={(printed, whenDone) => run.mutate(printed, { onSuccess: whenDone })}
            />
          </>
        )}
      </QueryState>
    </Page>
  );
}

function ScanResult({ scan }: { scan: ConfigurationScan }) {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const { scanned_at: scannedAt, mode, rooms, counts, findings } = scan;
  if (scannedAt === null || mode === null) {
    return (
      <EmptyState title={t.scan.never}>
        <p>{t.scan.neverMeans}</p>
      </EmptyState>
    );
  }
  const at = formats.dateTime(scannedAt, person.time_zone);
  return (
    <>
      <div className="stack-small">
        <output>{t.scan.summary({ at, ...rooms, mode: t.scan.modes[mode] })}</output>
        <div className="row">
          {counts.error > 0 ? (
            <Badge tone="bad" icon="warning">
              {t.scan.errors({ count: counts.error })}
            </Badge>
          ) : null}
          {counts.warning > 0 ? (
            <Badge tone="warn" icon="warning">
              {t.scan.warnings({ count: counts.warning })}
            </Badge>
          ) : null}
          {counts.notice > 0 ? (
            <Badge tone="info" icon="clock">
              {t.scan.notices({ count: counts.notice })}
            </Badge>
          ) : null}
        </div>
      </div>
      {findings.length === 0 ? <Notice tone="good" title={t.scan.clean} /> : null}
      <FindingGroups findings={findings} />
    </>
  );
}
