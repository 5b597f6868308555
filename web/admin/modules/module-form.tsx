import { useState } from "react";
import type { z } from "zod";
import {
  type ChangeModule,
  moduleConsequencesSchema,
  moduleSchema,
  type ReservableModule,
} from "../../../src/contract/modules.ts";
import { Button } from "../../ui/components/button.tsx";
import { Checkbox } from "../../ui/components/checkbox.tsx";
import { ChoiceList } from "../../ui/components/choice-list.tsx";
import { ConfirmDialog } from "../../ui/components/confirm-dialog.tsx";
import { NumberField } from "../../ui/components/number-field.tsx";
import { Select } from "../../ui/components/select.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { Said } from "../../ui/components/said.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath, useAdminAct } from "../api/admin-calls.ts";
import { fieldFault } from "../field-fault.tsx";
import { ApproverList } from "./approver-list.tsx";
import { changeOf, fieldsOf, type ModuleFields } from "./module-fields.ts";

type Consequences = z.infer<typeof moduleConsequencesSchema>["items"];

const POLICIES = ["by_space", "always", "never"] as const;
const MINUTES_MAX = 525_600;
const DAYS_AHEAD_MAX = 1826;
const OPENS_BEFORE_MAX = 1440;
const REMINDER_BEFORE_MAX = 1440;

interface ModuleFormProps {
  readonly module: ReservableModule;
  /** What went wrong is told by the page: once somebody else has changed it, the form begins anew. */
  readonly onFailure: (error: unknown) => void;
}

/** What the change means is told before it is saved, where it means anything. */
export function ModuleForm({ module, onFailure }: ModuleFormProps) {
  const { t } = useMessages();
  const [fields, setFields] = useState(() => fieldsOf(module));
  const [consequences, setConsequences] = useState<Consequences | null>(null);
  const change = (part: Partial<ModuleFields>) => setFields((old) => ({ ...old, ...part }));
  const path = adminPath("modules", module.id);
  const save = useAdminAct("modules", (body: ChangeModule) => ({
    path,
    method: "PATCH",
    body,
    ifVersion: module.version,
    schema: moduleSchema,
  }));
  const rehearse = useAdminAct("modules", (body: ChangeModule) => ({
    path: `${path}/rehearsal`,
    method: "POST",
    body,
    schema: moduleConsequencesSchema,
  }));
  const wanted = changeOf(module, fields);
  const finish = () =>
    save.mutate(wanted, {
      onSuccess: () => tell({ title: t.modules.saved }),
      onError: onFailure,
      onSettled: () => setConsequences(null),
    });
  const submit = () => {
    onFailure(null);
    rehearse.mutate(wanted, {
      onError: onFailure,
      onSuccess: ({ items }) => {
        if (items.length === 0) finish();
        else setConsequences(items);
      },
    });
  };
  const error = save.error ?? rehearse.error;
  return (
    <>
      <LimitFields fields={fields} change={change} error={error} />
      <CheckInFields fields={fields} change={change} error={error} />
      <ApprovalFields fields={fields} change={change} error={error} />
      <div className="row row-end">
        <Button
          look="primary"
          isPending={save.isPending || rehearse.isPending}
          isDisabled={Object.keys(wanted).length === 0}
          onPress={submit}
        >
          {t.actions.save}
        </Button>
      </div>
      {consequences === null ? null : (
        <ConfirmDialog
          title={t.modules.consequencesTitle}
          confirmLabel={t.modules.saveThem}
          isOpen
          isDangerous={consequences.some(({ is_warning: isWarning }) => isWarning)}
          isPending={save.isPending}
          error={null}
          onConfirm={finish}
          onClose={() => setConsequences(null)}
        >
          <p>{t.modules.consequences}</p>
          <ul className="plain-list">
            {consequences.map(({ code, message }) => (
              <li key={code}>
                <Said text={message} />
              </li>
            ))}
          </ul>
        </ConfirmDialog>
      )}
    </>
  );
}

interface FieldsProps {
  readonly fields: ModuleFields;
  readonly change: (part: Partial<ModuleFields>) => void;
  readonly error: unknown;
}

function LimitFields({ fields, change, error }: FieldsProps) {
  const { t } = useMessages();
  return (
    <section className="card" aria-labelledby="module-limits">
      <h2 id="module-limits">{t.modules.limits}</h2>
      <div className="form-grid">
        <TextField
          label={t.modules.name}
          value={fields.name}
          onChange={(name) => change({ name })}
          error={fieldFault(error, "name")}
          isRequired
        />
        <Select
          label={t.modules.showAs}
          choices={(["busy", "free"] as const).map((key) => ({
            key,
            label: t.modules.showAsNames[key],
          }))}
          value={fields.showAs}
          onChange={(showAs) => change({ showAs })}
        />
        <NumberField
          label={t.modules.durationMin}
          value={fields.durationMin}
          onChange={(durationMin) => change({ durationMin })}
          minValue={1}
          maxValue={MINUTES_MAX}
        />
        <NumberField
          label={t.modules.durationMax}
          value={fields.durationMax}
          onChange={(durationMax) => change({ durationMax })}
          minValue={1}
          maxValue={MINUTES_MAX}
        />
        <NumberField
          label={t.modules.daysAhead}
          value={fields.daysAhead}
          onChange={(daysAhead) => change({ daysAhead })}
          minValue={0}
          maxValue={DAYS_AHEAD_MAX}
        />
        <NumberField
          label={t.modules.reminderBefore}
          value={fields.reminderBefore}
          onChange={(reminderBefore) => change({ reminderBefore })}
          minValue={0}
          maxValue={REMINDER_BEFORE_MAX}
        />
      </div>
      <Checkbox
        isSelected={fields.subjectRequired}
        onChange={(subjectRequired) => change({ subjectRequired })}
      >
        {t.modules.subjectRequired}
      </Checkbox>
      <Checkbox
        isSelected={fields.onBehalfShown}
        onChange={(onBehalfShown) => change({ onBehalfShown })}
      >
        {t.modules.onBehalfShown}
      </Checkbox>
      <Checkbox
        isSelected={fields.recurringEnabled}
        onChange={(recurringEnabled) => change({ recurringEnabled })}
      >
        {t.modules.recurringEnabled}
      </Checkbox>
      <Checkbox
        isSelected={fields.multiSpaceEnabled}
        onChange={(multiSpaceEnabled) => change({ multiSpaceEnabled })}
      >
        {t.modules.multiSpaceEnabled}
      </Checkbox>
      <Checkbox
        isSelected={fields.groupEnabled}
        onChange={(groupEnabled) => change({ groupEnabled })}
      >
        {t.modules.groupEnabled}
      </Checkbox>
    </section>
  );
}

function CheckInFields({ fields, change }: FieldsProps) {
  const { t } = useMessages();
  return (
    <section className="card" aria-labelledby="module-check-in">
      <h2 id="module-check-in">{t.modules.checkIn}</h2>
      <PolicyChoice
        label={t.modules.checkIn}
        value={fields.checkInPolicy}
        onChange={(checkInPolicy) => change({ checkInPolicy })}
      />
      <div className="form-grid">
        <NumberField
          label={t.modules.opensBefore}
          value={fields.opensBefore}
          onChange={(opensBefore) => change({ opensBefore })}
          minValue={0}
          maxValue={OPENS_BEFORE_MAX}
        />
      </div>
      <Checkbox isSelected={fields.releases} onChange={(releases) => change({ releases })}>
        {t.modules.releases}
      </Checkbox>
    </section>
  );
}

function ApprovalFields({ fields, change, error }: FieldsProps) {
  const { t } = useMessages();
  return (
    <section className="card" aria-labelledby="module-approval">
      <h2 id="module-approval">{t.modules.approval}</h2>
      <PolicyChoice
        label={t.modules.approval}
        value={fields.approvalPolicy}
        onChange={(approvalPolicy) => change({ approvalPolicy })}
      />
      <ApproverList
        value={fields.approvers}
        onChange={(approvers) => change({ approvers })}
        error={fieldFault(error, "approvers")}
      />
    </section>
  );
}

interface PolicyChoiceProps {
  readonly label: string;
  readonly value: (typeof POLICIES)[number];
  readonly onChange: (policy: (typeof POLICIES)[number]) => void;
}

function PolicyChoice({ label, value, onChange }: PolicyChoiceProps) {
  const { t } = useMessages();
  return (
    <ChoiceList
      label={label}
      isSingle
      choices={POLICIES.map((key) => ({ key, label: t.modules.policies[key] }))}
      value={[value]}
      onChange={([policy]) => {
        if (policy) onChange(policy);
      }}
    />
  );
}
