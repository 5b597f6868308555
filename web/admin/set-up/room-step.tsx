import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { syncConfigurationSchema, type SyncConfiguration } from "../../../src/contract/admin.ts";
import type { GuidedSetUp } from "../../../src/contract/guided-set-up.ts";
import { listOf } from "../../ui/api/answers.ts";
import { callApi } from "../../ui/api/api-call.ts";
import { useSpace } from "../../ui/api/places.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";
import { Button, LinkButton } from "../../ui/components/button.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct } from "../api/admin-calls.ts";

/** So often the first reading is looked at, which takes seconds. */
const WATCHED_EVERY_MS = 1_000;

interface RoomStepProps {
  readonly room: GuidedSetUp["room"];
  readonly isDone: boolean;
  readonly isBeingRead: boolean;
}

/** Activates the chosen room's sync, watches its first reading, and leads to booking it. */
export function RoomStep({ room, isDone, isBeingRead }: RoomStepProps) {
  const { t } = useMessages();
  const configuration = useWatched(room?.configuration_id ?? null, isBeingRead);
  const space = useSpace(isDone ? configuration?.space_id : undefined);
  const client = useQueryClient();
  const activate = useAdminAct("sync-configurations", (id: string) => ({
    path: adminPath("sync-configurations", id),
    method: "PATCH" as const,
    body: { active: true, dry_run: false },
    schema: syncConfigurationSchema,
  }));
  const words = t.setUp.room;
  const id = room?.configuration_id ?? null;
  if (room === null || id === null) return <p className="muted">{words.choose}</p>;
  const name = room.space_name ?? room.address;
  return (
    <>
      <p className="breakable">{words.ready({ room: name, mailbox: room.address })}</p>
      <ProblemNotice error={activate.error} />
      <div className="row">
        {room.active ? null : (
          <Button
            look="primary"
            isPending={activate.isPending}
            onPress={() =>
              activate.mutate(id, {
                onSuccess: () => {
                  void client.invalidateQueries();
                },
              })
            }
          >
            {words.activate({ room: name })}
          </Button>
        )}
        {space.data ? (
          <LinkButton look="primary" href={`/?building=${space.data.building_id}`}>
            {words.book}
          </LinkButton>
        ) : null}
        <LinkButton href="/admin/scan">{words.scan}</LinkButton>
        {isDone ? <LinkButton href="/admin/sync-configurations">{words.more}</LinkButton> : null}
      </div>
    </>
  );
}

/** The room's sync configuration; while it is read for the first time it is looked at again and again. */
function useWatched(id: string | null, isBeingRead: boolean): SyncConfiguration | undefined {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: queryKeys.admin("sync-configurations", "list"),
    queryFn: async () =>
      (
        await callApi({
          path: adminPath("sync-configurations"),
          schema: listOf(syncConfigurationSchema),
        })
      ).items,
    enabled: id !== null,
    refetchInterval: isBeingRead ? WATCHED_EVERY_MS : false,
  });
  const found = query.data?.find((each) => each.id === id);
  const hasEnded =
    found?.change_source_state === "failing" ||
    (found?.change_source_state === "active" && found.last_read_at !== null);
  useEffect(() => {
    if (isBeingRead && hasEnded) {
      void client.invalidateQueries({ queryKey: queryKeys.admin("set-up") });
    }
  }, [client, isBeingRead, hasEnded]);
  return found;
}
