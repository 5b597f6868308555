import type { Health } from "../../../src/contract/health.ts";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { Connections } from "./connections.tsx";
import { ErrorsByCause } from "./errors-by-cause.tsx";
import { Figures } from "./figures.tsx";
import { Lag } from "./lag.tsx";
import { Mailboxes } from "./mailboxes.tsx";
import { OpenNotices } from "./open-notices.tsx";
import { DriftTable } from "./drift.tsx";
import { Reconciliations } from "./reconciliations.tsx";
import { Rooms } from "./rooms.tsx";
import { SettledEvents } from "./settled-events.tsx";
import { useHealth } from "./use-health.ts";
import "./health.css";

/** How synchronisation does, what needs somebody first. */
export function HealthPage() {
  const { t } = useMessages();
  const query = useHealth();
  return (
    <Page title={t.health.title} intro={t.health.intro}>
      <OpenNotices />
      <QueryState query={query}>{(health) => <HealthSections health={health} />}</QueryState>
    </Page>
  );
}

function HealthSections({ health }: { health: Health }) {
  return (
    <>
      <Figures health={health} />
      <Reconciliations />
      <DriftTable drift={health.drift} />
      <ErrorsByCause errors={health.errors} />
      <SettledEvents settled={health.settled_last_day} />
      <Lag lag={health.lag} />
      <Rooms rooms={health.rooms} />
      <Mailboxes mailboxes={health.mailboxes} />
      <Connections tokens={health.tokens} />
    </>
  );
}
