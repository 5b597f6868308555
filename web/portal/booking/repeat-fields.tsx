import { ChoiceList } from "../../ui/components/choice-list.tsx";
import { DateField } from "../../ui/components/date-time-fields.tsx";
import { NumberField } from "../../ui/components/number-field.tsx";
import { type Choice, Select } from "../../ui/components/select.tsx";
import { dayOfMonthOf, monthOf, weekdayOf, weekOfMonthOf } from "../../ui/format/wall-time.ts";
import { type Catalogue, useMessages } from "../../ui/messages/messages.ts";
import {
  COUNT_MAX,
  ENDS,
  faultOfRepeat,
  inRhythm,
  INTERVAL_MAX,
  MONTHLY_BY,
  RHYTHMS,
  UNITS,
  WEEKDAYS,
  type Repeat,
} from "./repeat.ts";

interface RepeatFieldsProps {
  readonly value: Repeat;
  /** The first date. */
  readonly date: string;
  /** By default those that a new meeting can have. */
  readonly rhythms?: readonly Choice<Repeat["rhythm"]>[];
  readonly onChange: (value: Repeat) => void;
}

/** Whether and how the meeting repeats. */
export function RepeatFields({ value, date, rhythms, onChange }: RepeatFieldsProps) {
  const { t } = useMessages();
  const change = (part: Partial<Repeat>) => onChange({ ...value, ...part });
  return (
    <>
      <Select
        label={t.repeat.label}
        choices={rhythms ?? RHYTHMS.map((key) => ({ key, label: t.repeat.rhythms[key] }))}
        value={value.rhythm}
        onChange={(rhythm) => onChange(inRhythm(value, { rhythm }, date))}
      />
      {value.rhythm === "custom" ? (
        <CustomFields value={value} date={date} onChange={change} />
      ) : null}
      {value.rhythm === "never" ? null : <EndFields value={value} date={date} onChange={change} />}
    </>
  );
}

interface PartProps {
  readonly value: Repeat;
  readonly date: string;
  readonly onChange: (part: Partial<Repeat>) => void;
}

function CustomFields({ value, date, onChange }: PartProps) {
  const { t } = useMessages();
  return (
    <>
      <div className="form-grid form-grid-pair">
        <NumberField
          label={t.repeat.every}
          value={value.interval}
          onChange={(interval) => onChange({ interval: interval ?? 1 })}
          minValue={1}
          maxValue={INTERVAL_MAX}
        />
        <Select
          label={t.repeat.unit}
          choices={UNITS.map((key) => ({ key, label: t.repeat.units[key] }))}
          value={value.unit}
          onChange={(unit) => onChange(inRhythm(value, { unit }, date))}
        />
      </div>
      {value.unit === "week" ? (
        <ChoiceList
          label={t.repeat.weekdays}
          choices={WEEKDAYS.map((key) => ({ key, label: t.repeat.weekdaysShort[key] }))}
          value={value.weekdays}
          onChange={(weekdays) => onChange({ weekdays: [...weekdays] })}
          error={faultOfRepeat(value, date) === "no_weekday" ? t.repeat.noWeekday : undefined}
        />
      ) : null}
      {value.unit === "month" || value.unit === "year" ? (
        <ChoiceList
          label={t.repeat.monthlyBy}
          choices={MONTHLY_BY.map((key) => ({ key, label: dayLabels(t, value.unit, date)[key] }))}
          value={[value.monthlyBy]}
          onChange={([monthlyBy]) => onChange({ monthlyBy: monthlyBy ?? "date" })}
          isSingle
        />
      ) : null}
    </>
  );
}

/** Which day of its months, or years, the first date is. */
function dayLabels({ repeat, series }: Catalogue, unit: Repeat["unit"], date: string) {
  const day = dayOfMonthOf(date);
  const month = monthOf(date);
  const weekday = series.onWeekday({
    week: weekOfMonthOf(date),
    days: repeat.weekdayNames[weekdayOf(date)],
  });
  return unit === "year"
    ? { date: series.onDate({ day, month }), weekday: series.ofMonth({ on: weekday, month }) }
    : { date: series.onDay({ day }), weekday };
}

function EndFields({ value, date, onChange }: PartProps) {
  const { t } = useMessages();
  const isTooEarly = faultOfRepeat(value, date) === "ends_before_start";
  return (
    <div className="form-grid form-grid-pair">
      <Select
        label={t.repeat.ends}
        choices={ENDS.map((key) => ({ key, label: t.repeat.endChoices[key] }))}
        value={value.ends}
        onChange={(ends) => onChange({ ends })}
      />
      {value.ends === "after" ? (
        <NumberField
          label={t.repeat.count}
          value={value.count}
          onChange={(count) => onChange({ count: count ?? 1 })}
          minValue={1}
          maxValue={COUNT_MAX}
        />
      ) : null}
      {value.ends === "on" ? (
        <DateField
          label={t.repeat.endDate}
          value={value.endDate}
          onChange={(endDate) => {
            if (endDate !== "") onChange({ endDate });
          }}
          error={isTooEarly ? t.repeat.endsBeforeStart : undefined}
        />
      ) : null}
    </div>
  );
}
