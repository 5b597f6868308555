import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Building, buildingSchema } from "../../../src/contract/places.ts";
import { callApi } from "../../ui/api/api-call.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";
import { useSession } from "../../ui/api/session.ts";
import { Button } from "../../ui/components/button.tsx";
import { Dialog } from "../../ui/components/dialog.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
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
    <Dialog
      title={words.addBuilding}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t.actions.close}</Button>
          <Button
            look="primary"
            isPending={add.isPending}
            isDisabled={body.name === "" || body.time_zone === ""}
            onPress={() =>
              add.mutate(body, {
                onSuccess: (building) => {
                  tell({ title: words.buildingAdded({ building: building.name }) });
                  onAdded(building);
                  onClose();
                },
              })
            }
          >
            {words.addBuilding}
          </Button>
        </>
      }
    >
      <ProblemNotice error={add.error} />
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
    </Dialog>
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
