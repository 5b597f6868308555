import { useState } from "react";
import { moduleSchema } from "../../../src/contract/modules.ts";
import { type Building, type Space, spaceSchema } from "../../../src/contract/places.ts";
import { Checkbox } from "../../ui/components/checkbox.tsx";
import { FormDialog } from "../../ui/components/form-dialog.tsx";
import { NumberField } from "../../ui/components/number-field.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { Select } from "../../ui/components/select.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useAdminList } from "../api/admin-calls.ts";
import { fieldFault } from "../field-fault.tsx";
import { buildingChoices } from "./building-words.ts";
import { changeOf, fieldsOf, newSpaceOf, type SpaceFields } from "./space-fields.ts";
import { useSavePlace } from "./use-save-place.ts";

const CAPACITY_MAX = 100_000;
const KINDS = ["room", "desk", "other"] as const;
const USUAL_MODULE = "usual";

interface SpaceDialogProps {
  /** The one that is changed; null: one more is added. */
  readonly space: Space | null;
  readonly buildings: readonly Building[];
  /** Where one more is to be, unless another is chosen. */
  readonly buildingId: string | null;
  readonly onClose: () => void;
}

export function SpaceDialog({ space, buildings, buildingId, onClose }: SpaceDialogProps) {
  const { t } = useMessages();
  const [fields, setFields] = useState(() => fieldsOf(space, buildingId));
  const save = useSavePlace("spaces", space, spaceSchema);
  const wanted = space === null ? newSpaceOf(fields) : changeOf(space, fields);
  const words = t.adminPlaces;
  return (
    <FormDialog
      title={space === null ? words.addSpace : words.changeOne({ name: space.name })}
      submit={t.actions.save}
      isReady={wanted !== null && Object.keys(wanted).length !== 0}
      isPending={save.isPending}
      error={save.error}
      onSubmit={() => {
        if (wanted === null) return;
        save.mutate(wanted, {
          onSuccess: ({ name }) => {
            tell({ title: words.saved({ name }) });
            onClose();
          },
        });
      }}
      onClose={onClose}
    >
      <Fields
        fields={fields}
        change={(part) => setFields((old) => ({ ...old, ...part }))}
        buildings={buildings}
        isNew={space === null}
        isClosed={space?.active === true && !space.reservable}
        error={save.error}
      />
    </FormDialog>
  );
}

interface FieldsProps {
  readonly fields: SpaceFields;
  readonly change: (part: Partial<SpaceFields>) => void;
  readonly buildings: readonly Building[];
  readonly isNew: boolean;
  /** Its building is out of use. */
  readonly isClosed: boolean;
  readonly error: unknown;
}

function Fields({ fields, change, buildings, isNew, isClosed, error }: FieldsProps) {
  const { t } = useMessages();
  const words = t.adminPlaces;
  return (
    <>
      <TextField
        label={words.name}
        value={fields.name}
        onChange={(name) => change({ name })}
        error={fieldFault(error, "name")}
        maxLength={100}
        isRequired
        takesFocus
      />
      <div className="form-grid">
        <Select
          label={words.building}
          choices={buildingChoices(t, buildings)}
          value={fields.buildingId}
          onChange={(buildingId) => change({ buildingId })}
        />
        <TextField
          label={words.floor}
          value={fields.floor}
          onChange={(floor) => change({ floor })}
          maxLength={50}
        />
        <Select
          label={words.kind}
          choices={KINDS.map((key) => ({ key, label: t.spaces.kinds[key] }))}
          value={fields.kind}
          onChange={(kind) => change({ kind })}
        />
        <NumberField
          label={words.capacity}
          value={fields.capacity}
          onChange={(capacity) => change({ capacity })}
          minValue={1}
          maxValue={CAPACITY_MAX}
        />
      </div>
      <ModuleChoice
        value={fields.moduleId}
        isNew={isNew}
        onChange={(moduleId) => change({ moduleId })}
      />
      <TextField
        label={words.equipment}
        description={words.equipmentHow}
        value={fields.equipment}
        onChange={(equipment) => change({ equipment })}
        error={fieldFault(error, "equipment")}
      />
      <TextField
        label={words.email}
        description={words.emailHow}
        type="email"
        value={fields.email}
        onChange={(email) => change({ email })}
        error={fieldFault(error, "email")}
        maxLength={254}
      />
      {isNew ? null : (
        <Checkbox
          isSelected={fields.isActive}
          onChange={(isActive) => change({ isActive })}
          description={words.activeHow}
        >
          {words.active}
        </Checkbox>
      )}
      {isClosed ? <p className="muted">{words.closedHow}</p> : null}
    </>
  );
}

interface ModuleChoiceProps {
  readonly value: string | null;
  readonly isNew: boolean;
  readonly onChange: (moduleId: string | null) => void;
}

function ModuleChoice({ value, isNew, onChange }: ModuleChoiceProps) {
  const { t } = useMessages();
  const modules = useAdminList("modules", moduleSchema);
  const words = t.adminPlaces;
  return (
    <>
      <ProblemNotice error={modules.error} />
      <Select
        label={words.module}
        choices={[
          ...(isNew ? [{ key: USUAL_MODULE, label: words.usualModule }] : []),
          ...(modules.data ?? []).map(({ id, name }) => ({ key: id, label: name })),
        ]}
        value={value ?? USUAL_MODULE}
        onChange={(key) => onChange(key === USUAL_MODULE ? null : key)}
      />
      <p className="muted">{words.moduleHow}</p>
    </>
  );
}
