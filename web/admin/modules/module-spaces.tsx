import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ReservableModule } from "../../../src/contract/modules.ts";
import { buildingSchema, type Space, spaceSchema } from "../../../src/contract/places.ts";
import { callApi } from "../../ui/api/api-call.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";
import { Checkbox } from "../../ui/components/checkbox.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { Table, type Column } from "../../ui/components/table.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { PagedRows } from "../../ui/components/paged-rows.tsx";
import { useAdminList, useAdminPages } from "../api/admin-calls.ts";
import { buildingOf } from "../places/building-words.ts";
import { ChangePlace } from "../places/change-place.tsx";
import { SpaceDialog } from "../places/space-dialog.tsx";
import { SpaceState } from "../places/space-list.tsx";

/** What the module leaves to its spaces, space by space; and where each is given another module. */
export function ModuleSpaces({ module }: { module: ReservableModule }) {
  const { t } = useMessages();
  const query = useAdminPages("spaces", spaceSchema, { module_id: module.id });
  const buildings = useAdminList("buildings", buildingSchema);
  const [opened, setOpened] = useState<Space | null>(null);
  const save = useChangeSpace();
  const columns = useColumns((space, change) => save.mutate({ space, change }), setOpened);
  return (
    <section className="card" aria-labelledby="module-spaces">
      <h2 id="module-spaces">{t.modules.spacesOf({ name: module.name })}</h2>
      <p className="muted">{t.modules.spacesHow}</p>
      <ProblemNotice error={save.error ?? buildings.error} />
      <PagedRows query={query}>
        {(rows: Space[]) =>
          rows.length === 0 ? (
            <EmptyState title={t.modules.noSpaces} />
          ) : (
            <Table
              caption={t.modules.spacesOf({ name: module.name })}
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
            />
          )
        }
      </PagedRows>
      {opened === null ? null : (
        <SpaceDialog
          space={opened}
          buildings={buildings.data ?? []}
          buildingId={null}
          onClose={() => setOpened(null)}
        />
      )}
    </section>
  );
}

type SpaceSettings = Partial<Pick<Space, "requires_check_in" | "requires_approval">>;

function useChangeSpace() {
  const { t } = useMessages();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ space, change }: { space: Space; change: SpaceSettings }) =>
      callApi({
        path: `/api/v1/admin/spaces/${encodeURIComponent(space.id)}`,
        method: "PATCH",
        body: change,
        schema: spaceSchema,
      }),
    onSuccess: ({ name }) => tell({ title: t.modules.spaceSaved({ space: name }) }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.admin("spaces") }),
  });
}

function useColumns(
  change: (space: Space, settings: SpaceSettings) => void,
  open: (space: Space) => void,
): Column<Space>[] {
  const { t } = useMessages();
  return [
    {
      key: "name",
      header: t.admin.space,
      namesRow: true,
      cell: (space) => t.reservations.place({ space: space.name, building: buildingOf(t, space) }),
    },
    {
      key: "check-in",
      header: t.modules.checkIn,
      cell: (space) => (
        <Checkbox
          isSelected={space.requires_check_in}
          onChange={(requires_check_in) => change(space, { requires_check_in })}
        >
          <span className="visually-hidden">{t.modules.checkInTo({ space: space.name })}</span>
        </Checkbox>
      ),
    },
    {
      key: "approval",
      header: t.modules.approval,
      cell: (space) => (
        <Checkbox
          isSelected={space.requires_approval}
          onChange={(requires_approval) => change(space, { requires_approval })}
        >
          <span className="visually-hidden">{t.modules.approvalOf({ space: space.name })}</span>
        </Checkbox>
      ),
    },
    {
      key: "state",
      header: t.adminPlaces.state,
      cell: (space) => <SpaceState space={space} />,
    },
    {
      key: "acts",
      header: t.admin.acts,
      headerIsHidden: true,
      cell: (space) => <ChangePlace name={space.name} onPress={() => open(space)} />,
    },
  ];
}
