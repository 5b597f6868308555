import { useState } from "react";
import { type Building, buildingSchema } from "../../../src/contract/places.ts";
import { useSession } from "../../ui/api/session.ts";
import { Checkbox } from "../../ui/components/checkbox.tsx";
import { FormDialog } from "../../ui/components/form-dialog.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { fieldFault } from "../field-fault.tsx";
import { type BuildingFields, changeOf, fieldsOf, newBuildingOf } from "./building-fields.ts";
import { useSavePlace } from "./use-save-place.ts";

interface BuildingDialogProps {
  /** The one that is changed; null: one more is added. */
  readonly building: Building | null;
  readonly onSaved: (building: Building) => void;
  readonly onClose: () => void;
}

/** A building; its zone is whose clock its spaces are reserved by. */
export function BuildingDialog({ building, onSaved, onClose }: BuildingDialogProps) {
  const { t } = useMessages();
  const { person } = useSession();
  const [fields, setFields] = useState(() => fieldsOf(building, person.time_zone));
  const save = useSavePlace("buildings", building, buildingSchema);
  const wanted = building === null ? newBuildingOf(fields) : changeOf(building, fields);
  const words = t.adminPlaces;
  return (
    <FormDialog
      title={building === null ? words.addBuilding : words.changeOne({ name: building.name })}
      submit={building === null ? words.addBuilding : t.actions.save}
      isReady={wanted !== null && Object.keys(wanted).length !== 0}
      isPending={save.isPending}
      error={save.error}
      onSubmit={() => {
        if (wanted === null) return;
        save.mutate(wanted, {
          onSuccess: (saved) => {
            const { name } = saved;
            const title =
              building === null ? words.buildingAdded({ building: name }) : words.saved({ name });
            tell({ title });
            onSaved(saved);
            onClose();
          },
        });
      }}
      onClose={onClose}
    >
      <Fields
        fields={fields}
        change={(part) => setFields((old) => ({ ...old, ...part }))}
        isNew={building === null}
        error={save.error}
      />
    </FormDialog>
  );
}

interface FieldsProps {
  readonly fields: BuildingFields;
  readonly change: (part: Partial<BuildingFields>) => void;
  readonly isNew: boolean;
  readonly error: unknown;
}

function Fields({ fields, change, isNew, error }: FieldsProps) {
  const { t } = useMessages();
  const words = t.adminPlaces;
  return (
    <>
      <TextField
        label={words.buildingName}
        value={fields.name}
        onChange={(name) => change({ name })}
        error={fieldFault(error, "name")}
        maxLength={100}
        isRequired
        takesFocus
      />
      <TextField
        label={words.address}
        value={fields.address}
        onChange={(address) => change({ address })}
        maxLength={300}
      />
      <TextField
        label={words.zone}
        description={isNew ? t.rooms.zoneMeans : words.zoneChange}
        value={fields.zone}
        onChange={(zone) => change({ zone })}
        error={fieldFault(error, "time_zone")}
        maxLength={100}
        isRequired
      />
      {isNew ? null : (
        <Checkbox
          isSelected={fields.isActive}
          onChange={(isActive) => change({ isActive })}
          description={words.inUseHow}
        >
          {words.inUse}
        </Checkbox>
      )}
    </>
  );
}
