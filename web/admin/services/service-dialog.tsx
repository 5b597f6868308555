import { type ReactNode, useState } from "react";
import type { ReservableModule } from "../../../src/contract/modules.ts";
import { type KeptService, keptServiceSchema } from "../../../src/contract/services.ts";
import { Checkbox } from "../../ui/components/checkbox.tsx";
import { FormDialog } from "../../ui/components/form-dialog.tsx";
import { NumberField } from "../../ui/components/number-field.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct } from "../api/admin-calls.ts";
import { fieldFault } from "../field-fault.tsx";
import { changeOf, fieldsOf, type ServiceFields, settingsOf } from "./service-fields.ts";

const AROUND_MINUTES_MAX = 1440;
const LEAD_TIME_MINUTES_MAX = 525_600;

interface ServiceDialogProps {
  readonly module: ReservableModule;
  /** The one that is changed; null: one more is offered. */
  readonly service: KeptService | null;
  readonly onClose: () => void;
}

export function ServiceDialog({ module, service, onClose }: ServiceDialogProps) {
  const { t } = useMessages();
  const [fields, setFields] = useState(() => fieldsOf(service));
  const save = useSave(module, service);
  const isSame = service !== null && Object.keys(changeOf(service, fields)).length === 0;
  return (
    <FormDialog
      title={service === null ? t.adminServices.addTo({ module: module.name }) : service.name}
      submit={t.actions.save}
      isReady={fields.name.trim() !== "" && !isSame}
      isPending={save.isPending}
      error={save.error}
      onSubmit={() =>
        save.mutate(fields, {
          onSuccess: ({ name }) => {
            tell({ title: t.adminServices.saved({ name }) });
            onClose();
          },
        })
      }
      onClose={onClose}
    >
      <Fields
        fields={fields}
        change={(part) => setFields((old) => ({ ...old, ...part }))}
        nameFault={fieldFault(save.error, "name")}
      />
      {service === null ? null : <p className="muted">{t.adminServices.changeFollows}</p>}
    </FormDialog>
  );
}

function useSave(module: ReservableModule, service: KeptService | null) {
  return useAdminAct("modules", (fields: ServiceFields) => {
    const path = adminPath("modules", module.id, "services");
    const schema = keptServiceSchema;
    return service === null
      ? { path, method: "POST", body: settingsOf(fields), schema }
      : {
          path: `${path}/${encodeURIComponent(service.id)}`,
          method: "PATCH",
          body: changeOf(service, fields),
          ifVersion: service.version,
          schema,
        };
  });
}

interface FieldsProps {
  readonly fields: ServiceFields;
  readonly change: (part: Partial<ServiceFields>) => void;
  readonly nameFault: ReactNode;
}

function Fields({ fields, change, nameFault }: FieldsProps) {
  const { t } = useMessages();
  return (
    <>
      <TextField
        label={t.adminServices.name}
        value={fields.name}
        onChange={(name) => change({ name })}
        error={nameFault}
        maxLength={100}
        isRequired
        takesFocus
      />
      <TextField
        label={t.adminServices.description}
        description={t.adminServices.descriptionHow}
        value={fields.description}
        onChange={(description) => change({ description })}
        maxLength={500}
      />
      <div className="form-grid">
        <NumberField
          label={t.adminServices.preparationMinutes}
          value={fields.preparation}
          onChange={(preparation) => change({ preparation })}
          minValue={0}
          maxValue={AROUND_MINUTES_MAX}
        />
        <NumberField
          label={t.adminServices.cleanUpMinutes}
          value={fields.cleanUp}
          onChange={(cleanUp) => change({ cleanUp })}
          minValue={0}
          maxValue={AROUND_MINUTES_MAX}
        />
        <NumberField
          label={t.adminServices.leadTimeMinutes}
          value={fields.leadTime}
          onChange={(leadTime) => change({ leadTime })}
          minValue={0}
          maxValue={LEAD_TIME_MINUTES_MAX}
        />
      </div>
      <Checkbox
        isSelected={fields.isMandatory}
        onChange={(isMandatory) => change({ isMandatory })}
        description={t.adminServices.mandatoryHow}
      >
        {t.adminServices.mandatory}
      </Checkbox>
      <Checkbox
        isSelected={fields.isAlways}
        onChange={(isAlways) => change({ isAlways })}
        description={t.adminServices.alwaysHow}
      >
        {t.adminServices.always}
      </Checkbox>
    </>
  );
}
