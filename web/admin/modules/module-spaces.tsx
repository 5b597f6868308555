import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReservableModule } from "../../../src/contract/modules.ts";
import { type Space, spacePageSchema, spaceSchema } from "../../../src/contract/places.ts";
import { callApi } from "../../ui/api/api-call.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";
import { Checkbox } from "../../ui/components/checkbox.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { Table, type Column } from "../../ui/components/table.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { PagedRows } from "../../ui/components/paged-rows.tsx";

const PAGE_SIZE = 50;

/** What the module leaves to its spaces, space by space. */
export function ModuleSpaces({ module }: { module: ReservableModule }) {
  const { t } = useMessages();
  const query = useSpacesOf(module.id);
  const save = useChangeSpace();
  const columns = useColumns((space, change) => save.mutate({ space, change }));
  return (
    <section className="card" aria-labelledby="module-spaces">
      <h2 id="module-spaces">{t.modules.spacesOf({ name: module.name })}</h2>
      <p className="muted">{t.modules.spacesHow}</p>
      <ProblemNotice error={save.error} />
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
    </section>
  );
}

function useSpacesOf(moduleId: string) {
  return useInfiniteQuery({
    queryKey: queryKeys.admin("modules", "spaces", moduleId),
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      callApi({
        path: "/api/v1/spaces",
        query: { module_id: moduleId, limit: PAGE_SIZE, cursor: pageParam },
        schema: spacePageSchema,
      }),
    getNextPageParam: (page) => page.next_cursor,
  });
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
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.admin("modules") }),
  });
}

function useColumns(change: (space: Space, settings: SpaceSettings) => void): Column<Space>[] {
  const { t } = useMessages();
  return [
    {
      key: "name",
      header: t.admin.space,
      namesRow: true,
      cell: ({ name, building_name: building }) => t.reservations.place({ space: name, building }),
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
  ];
}
