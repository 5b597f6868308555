import type { ReactNode } from "react";
import type { Building } from "../../../src/contract/places.ts";
import { useBuildings } from "../../ui/api/places.ts";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

/** What is looked for in a building, once they are known; where there is none, what to do about that. */
export function WithBuildings({
  children,
}: {
  readonly children: (buildings: readonly Building[]) => ReactNode;
}) {
  const { t } = useMessages();
  const query = useBuildings();
  return (
    <QueryState query={query}>
      {(buildings) =>
        buildings.length === 0 ? (
          <EmptyState title={t.find.noBuildings}>
            <p>{t.find.noBuildingsRemedy}</p>
          </EmptyState>
        ) : (
          children(buildings)
        )
      }
    </QueryState>
  );
}
