import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Building, buildingSchema, spaceSchema } from "../../../src/contract/places.ts";
import { anyAnswerSchema } from "../../ui/api/answers.ts";
import { callApi } from "../../ui/api/api-call.ts";
import { useBuildings } from "../../ui/api/places.ts";
import { useSession } from "../../ui/api/session.ts";
import { Button } from "../../ui/components/button.tsx";
import { NumberField } from "../../ui/components/number-field.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { Select } from "../../ui/components/select.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath } from "../api/admin-calls.ts";
import { fieldFault } from "../field-fault.tsx";

const CAPACITY_MAX = 100_000;
const NEW_BUILDING = "new";

interface RoomFields {
  readonly building: string;
  readonly buildingName: string;
  readonly zone: string;
  readonly name: string;
  readonly capacity: number | undefined;
  readonly mailbox: string;
}

interface RoomByHandProps {
  /** Without one the room is only a space; it can be synced later. */
  readonly providerId: string | null;
  readonly mailbox: string;
}

/** A room that no directory tells of, in a building that is there or new. */
export function RoomByHand({ providerId, mailbox }: RoomByHandProps) {
  const { t } = useMessages();
  const { person } = useSession();
  const buildings = useBuildings();
  const [fields, setFields] = useState<RoomFields>({
    building: NEW_BUILDING,
    buildingName: "",
    zone: person.time_zone,
    name: "",
    capacity: undefined,
    mailbox,
  });
  const change = (part: Partial<RoomFields>) => setFields((old) => ({ ...old, ...part }));
  const add = useAddRoom(providerId, buildings.data ?? []);
  const words = t.setUp.places;
  const isNew = fields.building === NEW_BUILDING;
  const isWhole =
    fields.name.trim() !== "" &&
    fields.capacity !== undefined &&
    (!isNew || fields.buildingName.trim() !== "");
  return (
    <>
      <ProblemNotice error={add.error} />
      <div className="form-grid">
        <Select
          label={words.building}
          choices={[
            { key: NEW_BUILDING, label: words.newBuilding },
            ...(buildings.data ?? []).map(({ id, name }) => ({ key: id, label: name })),
          ]}
          value={fields.building}
          onChange={(building) => change({ building })}
        />
        {isNew ? (
          <>
            <TextField
              label={words.buildingName}
              value={fields.buildingName}
              onChange={(buildingName) => change({ buildingName })}
              isRequired
            />
            <TextField
              label={words.zone}
              description={t.rooms.zoneMeans}
              value={fields.zone}
              onChange={(zone) => change({ zone })}
              error={fieldFault(add.error, "time_zone")}
              isRequired
            />
          </>
        ) : null}
        <TextField
          label={words.name}
          value={fields.name}
          onChange={(name) => change({ name })}
          error={fieldFault(add.error, "name")}
          isRequired
        />
        <NumberField
          label={words.capacity}
          value={fields.capacity}
          onChange={(capacity) => change({ capacity })}
          minValue={1}
          maxValue={CAPACITY_MAX}
        />
        <TextField
          label={words.mailbox}
          type="email"
          value={fields.mailbox}
          onChange={(address) => change({ mailbox: address })}
          error={fieldFault(add.error, "email") ?? fieldFault(add.error, "room_mailbox")}
        />
      </div>
      <div className="row">
        <Button
          look="primary"
          isDisabled={!isWhole}
          isPending={add.isPending}
          onPress={() => add.mutate(fields, { onSuccess: () => tell({ title: words.added }) })}
        >
          {words.add}
        </Button>
      </div>
    </>
  );
}

/** A building where it is new, the space in it, and its sync configuration. */
function useAddRoom(providerId: string | null, buildings: readonly Building[]) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (fields: RoomFields) => {
      const mailbox = fields.mailbox.trim();
      const space = await callApi({
        path: "/api/v1/admin/spaces",
        method: "POST",
        body: {
          name: fields.name.trim(),
          building_id: await buildingOf(fields, buildings),
          capacity: fields.capacity,
          email: mailbox === "" ? null : mailbox,
        },
        schema: spaceSchema,
      });
      if (providerId === null || mailbox === "") return;
      await callApi({
        path: adminPath("sync-configurations"),
        method: "POST",
        body: { space_id: space.id, provider_id: providerId, room_mailbox: mailbox },
        schema: anyAnswerSchema,
      });
    },
    // Buildings, spaces and configurations are other than every page knows.
    onSettled: () => client.invalidateQueries(),
  });
}

/** One that an earlier try made, of which the rest was refused, is not made again. */
async function buildingOf(
  { building, buildingName, zone }: RoomFields,
  known: readonly Building[],
): Promise<string> {
  if (building !== NEW_BUILDING) return building;
  const before = known.find(({ name }) => name === buildingName.trim());
  if (before !== undefined) return before.id;
  const made = await callApi({
    path: "/api/v1/admin/buildings",
    method: "POST",
    body: { name: buildingName.trim(), time_zone: zone.trim() },
    schema: buildingSchema,
  });
  return made.id;
}
