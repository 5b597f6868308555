import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Reservation } from "../../../src/contract/reservations.ts";
import { useFreeSpaces } from "../../ui/api/places.ts";
import { isProblem } from "../../ui/api/problem-error.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";
import { useUpdateReservation } from "../../ui/api/reservations.ts";
import { Button } from "../../ui/components/button.tsx";
import { DateField, TimeField } from "../../ui/components/date-time-fields.tsx";
import { Dialog } from "../../ui/components/dialog.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { Select } from "../../ui/components/select.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useAddresses } from "../addresses.ts";
import { MeetingFields } from "../booking/meeting-fields.tsx";
import { SeriesPreviewBox } from "../booking/series-preview.tsx";
import { ConnectLink } from "../connection/connect-link.tsx";
import type { SearchFault } from "../find/search-state.ts";
import { firstScopeOf, ScopeChoice } from "../series/scope-choice.tsx";
import { ChangedRepeatFields } from "../series/changed-repeat-fields.tsx";
import { useChangedRepeat } from "../series/use-changed-repeat.ts";
import "../series/series.css";
import { hasFixedSpace, isGroupRow } from "./several-spaces.ts";
import {
  changeFaultOf,
  changePreview,
  formOf,
  requestedChange,
  scopedForm,
  timesOf,
  type ChangeForm,
  zoneOf,
} from "./requested-change.ts";

import { useTakenDates } from "./use-taken-dates.ts";

interface ChangeDialogProps {
  readonly reservation: Reservation;
  readonly onClose: () => void;
}

export function ChangeDialog({ reservation, onClose }: ChangeDialogProps) {
  const { t } = useMessages();
  const addresses = useAddresses();
  const client = useQueryClient();
  // What the person saw when they began: news that arrives meanwhile must not shift it.
  const [base] = useState(reservation);
  // What was typed stays, whichever dates are meant.
  const [typed, setTyped] = useState<Partial<ChangeForm>>({});
  const [scope, setScope] = useState(() => firstScopeOf(reservation));
  const update = useUpdateReservation(reservation.id, () => {
    tell({ title: scope === null ? t.reservations.changed : t.series.changed[scope] });
    onClose();
  });
  const change = (part: Partial<ChangeForm>) => setTyped((old) => ({ ...old, ...part }));
  const before = formOf(base, scope);
  const form = { ...before, ...typed };
  const zone = zoneOf(base, scope);
  const asked = scopedForm(before, form, scope);
  const fault = changeFaultOf(asked);
  const repeat = useChangedRepeat(base, scope);
  const recurrence = repeat.asked;
  const preview = changePreview(before, asked, zone, scope, recurrence);
  const taken = useTakenDates(base, preview);

  const save = () => {
    if (fault !== null || repeat.hasFault || taken.isLooking) return;
    const changes = {
      ...requestedChange(before, asked, zone),
      ...(recurrence && { recurrence }),
    };
    const body = { ...changes, ...(scope === null ? {} : { scope }), ...taken.request };
    if (Object.keys(changes).length === 0) {
      onClose();
      return;
    }
    update.mutate(
      { body, version: base.version },
      {
        onError: () => {
          taken.lookAgain();
          void client.invalidateQueries({ queryKey: queryKeys.reservations });
        },
      },
    );
  };
  return (
    <Dialog
      title={t.reservations.changeTitle}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t.actions.close}</Button>
          <Button look="primary" isPending={update.isPending || taken.isLooking} onPress={save}>
            {t.actions.save}
          </Button>
        </>
      }
    >
      <ProblemNotice error={update.error}>
        {isProblem(update.error, "personal_token_missing") ? (
          <ConnectLink
            returnTo={addresses.reservation(reservation.id)}
            providerId={reservation.space.calendar_provider_id}
            size="small"
          />
        ) : null}
      </ProblemNotice>
      <ScopeChoice reservation={base} value={scope} onChange={setScope} />
      {scope === null ? null : <p className="small muted">{t.series.scopeMeans[scope]}</p>}
      <PlaceAndTimeFields
        base={base}
        form={form}
        zone={zone}
        fault={fault}
        hasDate={scope === null || scope === "this"}
        onChange={change}
      />
      {scope === null || scope === "this" ? null : <ChangedRepeatFields changed={repeat} />}
      {repeat.isAnotherPattern || preview?.start !== undefined ? (
        <Notice tone="info">
          <p>{t.series.beginsAfresh}</p>
        </Notice>
      ) : null}
      {taken.wanted === null ? null : (
        <SeriesPreviewBox
          query={taken.query}
          space={taken.space}
          act="change"
          answer={taken.answer}
          onChange={taken.change}
        />
      )}
      {scope === "this" ? null : (
        // The fields come and go with the choice above, which keeps the focus.
        <MeetingFields
          value={form}
          onChange={change}
          takesFocus={scope === null}
          invites={!isGroupRow(base)}
        />
      )}
    </Dialog>
  );
}

interface PlaceAndTimeFieldsProps {
  readonly base: Reservation;
  readonly form: ChangeForm;
  readonly zone: string;
  readonly fault: SearchFault;
  /** A series is on the days of its recurrence. */
  readonly hasDate: boolean;
  readonly onChange: (part: Partial<ChangeForm>) => void;
}

function PlaceAndTimeFields(props: PlaceAndTimeFieldsProps) {
  const { base, form, zone, fault, hasDate, onChange } = props;
  const { t } = useMessages();
  const times = timesOf(form, zone);
  const free = useFreeSpaces(
    times && {
      ...times,
      buildingId: base.space.building_id,
      capacity: undefined,
      equipment: [],
    },
  );
  const others = (free.data ?? []).filter(({ id }) => id !== base.space.id);
  const chosen = others.find(({ id }) => id === form.spaceId);
  return (
    <>
      <div className="form-grid">
        {hasDate ? (
          <DateField
            label={t.find.date}
            value={form.date}
            onChange={(date) => onChange({ date })}
            error={fault === "date_missing" ? t.find.dateMissing : undefined}
          />
        ) : null}
        <div className="form-grid form-grid-pair">
          <TimeField
            label={t.find.from}
            value={form.from}
            onChange={(from) => onChange({ from })}
            error={fault === "time_missing" ? t.find.timeMissing : undefined}
          />
          <TimeField
            label={
              form.daysLong === 0 ? t.find.to : t.reservations.toLater({ days: form.daysLong })
            }
            value={form.to}
            onChange={(to) => onChange({ to })}
            error={fault === "ends_before_start" ? t.find.endsBeforeStart : undefined}
          />
        </div>
      </div>
      {hasFixedSpace(base) ? null : (
        <Select
          label={t.reservations.room}
          choices={[
            { key: base.space.id, label: base.space.name, description: t.reservations.roomNow },
            ...others.map(({ id, name, capacity }) => ({
              key: id,
              label: name,
              description: t.find.seats({ count: capacity }),
            })),
          ]}
          value={form.spaceId}
          onChange={(spaceId) => onChange({ spaceId })}
        />
      )}
      {base.space.synced && chosen?.synced === false ? (
        <Notice tone="warn" title={t.reservations.leavesOutlookTitle} isUrgent>
          <p>{t.reservations.leavesOutlook({ space: chosen.name })}</p>
        </Notice>
      ) : null}
    </>
  );
}
