import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Building, buildingSchema } from "../../../src/contract/places.ts";
import { callApi } from "../../ui/api/api-call.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";
import { useSession } from "../../ui/api/session.ts";
import { FormDialog } from "../../ui/components/form-dialog.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath } from "../api/admin-calls.ts";
import { fieldFault } from "../field-fault.tsx";

interface BuildingDialogProps {
  readonly onAdded: (building: Building) => void;
  readonly onClose: () => void;
}

/** Adds a building; its zone is whose clock its spaces are reserved by. */
export function BuildingDialog({ onAdded, onClose }: BuildingDialogProps) {
  const { t } = useMessages();
  const { person } = useSession();
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const [zone, setZone] = useState(person.time_zone);
  const add = useAddBuilding();
  const words = t.adminPlaces;
  const body = { name: name.trim(), address: address.trim(), time_zone: zone.trim() };
  return (
    <FormDialog
      title={words.addBuilding}
      submit={words.addBuilding}
      isReady={body.name !== "" && body.time_zone !== ""}
      isPending={add.isPending}
      error={add.error}
      onSubmit={() =>
        add.mutate(body, {
          onSuccess: (building) => {
            tell({ title: words.buildingAdded({ building: building.name }) });
            onAdded(building);
            onClose();
          },
        })
      }
      onClose={onClose}
    >
      <TextField
        label={words.buildingName}
        value={name}
        onChange={setName}
        error={fieldFault(add.error, "name")}
        maxLength={100}
        isRequired
        takesFocus
      />
      <TextField label={words.address} value={address} onChange={setAddress} maxLength={300} />
      <TextField
        label={words.zone}
        description={t.rooms.zoneMeans}
        value={zone}
        onChange={setZone}
        error={fieldFault(add.error, "time_zone")}
        maxLength={100}
        isRequired
      />
    </FormDialog>
  );
}

function useAddBuilding() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; address: string; time_zone: string }) =>
      callApi({ path: adminPath("buildings"), method: "POST", body, schema: buildingSchema }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.buildings }),
  });
}
