import { useEffect, useState } from "react";
import type { Building } from "../../../src/contract/places.ts";
import { useSpaces } from "../../ui/api/places.ts";
import { ChoiceList } from "../../ui/components/choice-list.tsx";
import { Button } from "../../ui/components/button.tsx";
import { DateField } from "../../ui/components/date-time-fields.tsx";
import { Icon } from "../../ui/components/icon.tsx";
import { NumberField } from "../../ui/components/number-field.tsx";
import { Select } from "../../ui/components/select.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { isDate, laterDay } from "../../ui/format/wall-time.ts";
import { useMessages } from "../../ui/messages/messages.ts";
import { isFiltered, SNAPS, type PlannerView } from "./planner-view.ts";

interface FieldsProps {
  readonly view: PlannerView;
  readonly onChange: (part: Partial<PlannerView>) => void;
}

const DAYS = { day: 1, week: 7 } as const;

/** Which days are shown. */
export function DayFields({ view, onChange, today }: FieldsProps & { readonly today: string }) {
  const { t } = useMessages();
  const { span, date } = view;
  const turn = (direction: 1 | -1) => onChange({ date: laterDay(date, direction * DAYS[span]) });
  return (
    <div className="planner-days">
      <Button aria-label={t.planner.earlier[span]} onPress={() => turn(-1)}>
        <Icon name="back" />
      </Button>
      <Button isDisabled={date === today} onPress={() => onChange({ date: today })}>
        {t.planner.today}
      </Button>
      <Button aria-label={t.planner.later[span]} onPress={() => turn(1)}>
        <span className="planner-turn-on">
          <Icon name="back" />
        </span>
      </Button>
      <DateField
        label={t.planner.date}
        value={date}
        onChange={(next) => {
          if (isDate(next)) onChange({ date: next });
        }}
      />
      <ChoiceList
        label={t.planner.span}
        isSingle
        choices={(["day", "week"] as const).map((key) => ({ key, label: t.planner.spans[key] }))}
        value={[span]}
        onChange={([next]) => onChange({ span: next ?? "day" })}
      />
    </div>
  );
}

const ANY = "any";
const TYPED_AFTER_MS = 300;

/** Which spaces are shown, and how finely times are drawn. */
export function FilterFields({
  view,
  onChange,
  buildings,
}: FieldsProps & { readonly buildings: readonly Building[] }) {
  const { t } = useMessages();
  const { buildingId, floor, kind, capacity } = view;
  const { data: spaces = [] } = useSpaces(buildingId === "" ? undefined : buildingId);
  const floors = [...new Set(spaces.map((space) => space.floor))].filter((name) => name !== "");
  const any = (label: string) => ({ key: ANY, label });
  const orNone = (key: string) => (key === ANY ? "" : key);
  return (
    <div className="planner-filters">
      <Select
        label={t.planner.building}
        choices={[
          any(t.planner.allBuildings),
          ...buildings.map(({ id, name }) => ({ key: id, label: name })),
        ]}
        value={buildingId === "" ? ANY : buildingId}
        onChange={(key) => onChange({ buildingId: orNone(key), floor: "" })}
      />
      {floors.length === 0 ? null : (
        <Select
          label={t.planner.floor}
          choices={[
            any(t.planner.allFloors),
            ...floors
              .toSorted()
              .map((name) => ({ key: name, label: t.find.floor({ floor: name }) })),
          ]}
          value={floor === "" ? ANY : floor}
          onChange={(key) => onChange({ floor: orNone(key) })}
        />
      )}
      <Select
        label={t.planner.kind}
        choices={[
          { key: ANY, label: t.planner.allKinds },
          ...(["room", "desk", "other"] as const).map((key) => ({
            key,
            label: t.planner.kinds[key],
          })),
        ]}
        value={kind === "" ? ANY : kind}
        onChange={(key) => onChange({ kind: key === ANY ? "" : key })}
      />
      <NumberField
        label={t.planner.capacity}
        value={capacity}
        onChange={(next) => onChange({ capacity: next })}
        minValue={1}
        maxValue={100_000}
      />
      <NameField value={view.name} onChange={(name) => onChange({ name })} />
      <Select
        label={t.planner.snap}
        choices={SNAPS.map((minutes) => ({
          key: `${minutes}`,
          label: t.planner.snapMinutes({ minutes }),
        }))}
        value={`${view.snapMinutes}`}
        onChange={(key) =>
          onChange({ snapMinutes: SNAPS.find((minutes) => `${minutes}` === key) ?? 15 })
        }
      />
      {isFiltered(view) ? (
        <Button look="quiet" onPress={() => onChange(NO_FILTERS)}>
          {t.planner.clear}
        </Button>
      ) : null}
    </div>
  );
}

const NO_FILTERS: Partial<PlannerView> = {
  buildingId: "",
  floor: "",
  kind: "",
  capacity: undefined,
  name: "",
};

/** Asks once somebody has stopped typing. */
function NameField({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  const { t } = useMessages();
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = window.setTimeout(() => onChange(typed), TYPED_AFTER_MS);
    return () => window.clearTimeout(timer);
  });
  return <TextField label={t.planner.name} value={typed} onChange={setTyped} maxLength={100} />;
}
