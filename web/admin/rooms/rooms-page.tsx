import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { calendarProviderSchema } from "../../../src/contract/admin.ts";
import {
  importedRoomsSchema,
  roomsInExchangeSchema,
  type ImportRooms,
  type RoomsInExchange,
} from "../../../src/contract/room-import.ts";
import { ConnectionNotice } from "../../portal/connection/connection-notice.tsx";
import { useConnectionOutcome } from "../../portal/connection/connection-outcome.ts";
import { callApi, pathWithQuery } from "../../ui/api/api-call.ts";
import { isProblem } from "../../ui/api/problem-error.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";
import { Button, LinkButton } from "../../ui/components/button.tsx";
import { ChoiceList } from "../../ui/components/choice-list.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Select } from "../../ui/components/select.tsx";
import { Skeleton } from "../../ui/components/skeleton.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct, useAdminList } from "../api/admin-calls.ts";
import { importOf, NOTHING_CHOSEN, type RoomView, viewOf } from "./import-choice.ts";
import { ImportResult } from "./import-result.tsx";
import { NewBuildings } from "./new-buildings.tsx";
import { DifferentRooms, NewRooms, SameRooms } from "./room-tables.tsx";

const SUBJECT = "rooms-in-exchange";
const VIEWS: readonly RoomView[] = ["new", "different", "same"];

/** The rooms that Exchange has, beside the spaces here. */
export function RoomsPage() {
  const { t } = useMessages();
  const providers = useAdminList("calendar-providers", calendarProviderSchema);
  const [outcome] = useConnectionOutcome();
  return (
    <Page title={t.rooms.title} intro={t.rooms.intro}>
      {outcome ? <ConnectionNotice outcome={outcome} whose="provider" /> : null}
      <QueryState query={providers}>
        {(all) => {
          const active = all.filter((provider) => provider.active);
          return active.length === 0 ? (
            <EmptyState title={t.rooms.noProvider}>
              <p>{t.rooms.noProviderMeans}</p>
              <LinkButton href="/admin/providers">{t.rooms.openProviders}</LinkButton>
            </EmptyState>
          ) : (
            <ProvidersRooms providers={active} />
          );
        }}
      </QueryState>
    </Page>
  );
}

/** The rooms of some providers, to look at and to import. */
export function ProvidersRooms({
  providers,
}: {
  providers: readonly { readonly id: string; readonly name: string }[];
}) {
  const { t } = useMessages();
  const [chosen, setChosen] = useState<string | null>(null);
  const providerId = chosen ?? providers[0]?.id ?? "";
  const query = useQuery({
    queryKey: queryKeys.admin(SUBJECT, providerId),
    queryFn: () =>
      callApi({
        path: adminPath(SUBJECT),
        query: { provider: providerId },
        schema: roomsInExchangeSchema,
      }),
    // Each look asks Exchange for everything.
    staleTime: 60_000,
    retry: false,
  });
  const consent = pathWithQuery(`/connect/admin-consent/${providerId}`, {
    return_to: "/admin/rooms",
  });
  return (
    <>
      {providers.length > 1 ? (
        <div className="toolbar">
          <Select
            label={t.rooms.provider}
            choices={providers.map(({ id, name }) => ({ key: id, label: name }))}
            value={providerId}
            onChange={setChosen}
          />
        </div>
      ) : null}
      <ProblemNotice
        error={query.error}
        onRetry={() => {
          void query.refetch();
        }}
      >
        {isProblem(query.error, "place_permission_missing") ? (
          <div className="row">
            <LinkButton leavesPage size="small" href={consent}>
              {t.rooms.consent}
            </LinkButton>
          </div>
        ) : null}
      </ProblemNotice>
      {query.isPending ? <Skeleton /> : null}
      {query.data ? <Rooms key={providerId} providerId={providerId} listed={query.data} /> : null}
    </>
  );
}

function Rooms({ providerId, listed }: { providerId: string; listed: RoomsInExchange }) {
  const { t } = useMessages();
  const client = useQueryClient();
  const rooms = Map.groupBy(listed.items, viewOf);
  const [view, setView] = useState(() => VIEWS.find((each) => rooms.has(each)) ?? "new");
  const [choice, setChoice] = useState(NOTHING_CHOSEN);
  const act = useAdminAct(SUBJECT, (body: ImportRooms) => ({
    path: adminPath(SUBJECT, "import"),
    method: "POST" as const,
    body,
    schema: importedRoomsSchema,
  }));
  const request = importOf(providerId, listed, choice);
  const added = request.add?.length ?? 0;
  const changed = (request.change ?? []).reduce((sum, { fields }) => sum + fields.length, 0);
  const chosenCount = added + changed;
  const importChosen = () =>
    act.mutate(request, {
      onSuccess: () => {
        setChoice(NOTHING_CHOSEN);
        // Buildings, spaces and configurations are other than every page knows.
        void client.invalidateQueries();
      },
    });
  const shown = rooms.get(view) ?? [];
  const table = { rooms: shown, choice, onChange: setChoice };
  return (
    <>
      <p className="small muted">{t.rooms.lag}</p>
      {act.data ? <ImportResult result={act.data} /> : null}
      <ProblemNotice error={act.error} />
      <ChoiceList
        label={t.rooms.show}
        isSingle
        choices={VIEWS.map((key) => ({
          key,
          label: t.rooms.views[key]({ count: rooms.get(key)?.length ?? 0 }),
        }))}
        value={[view]}
        onChange={([key]) => {
          if (key !== undefined) setView(key);
        }}
      />
      {shown.length === 0 ? <EmptyState title={t.rooms.none[view]} /> : null}
      {shown.length > 0 && view === "new" ? <NewRooms {...table} /> : null}
      {shown.length > 0 && view === "different" ? <DifferentRooms {...table} /> : null}
      {shown.length > 0 && view === "same" ? <SameRooms rooms={shown} /> : null}
      <NewBuildings listed={listed} choice={choice} onChange={setChoice} />
      {chosenCount > 0 || (shown.length > 0 && view !== "same") ? (
        <div className="row">
          <Button
            look="primary"
            isDisabled={chosenCount === 0}
            isPending={act.isPending}
            onPress={importChosen}
          >
            {t.rooms.import({ added, changed })}
          </Button>
        </div>
      ) : null}
    </>
  );
}
