import { useMemo } from "react";
import type { Building } from "../../../src/contract/places.ts";
import { useSpaces } from "../../ui/api/places.ts";
import { useSession } from "../../ui/api/session.ts";
import { ChoiceList } from "../../ui/components/choice-list.tsx";
import { DateField, TimeField } from "../../ui/components/date-time-fields.tsx";
import { NumberField } from "../../ui/components/number-field.tsx";
import { Select } from "../../ui/components/select.tsx";
import { instantOf } from "../../ui/format/wall-time.ts";
import { useMessages } from "../../ui/messages/messages.ts";
import { withStart, type SearchFault, type SearchState } from "./search-state.ts";
import "./find.css";

interface SearchFormProps {
  readonly buildings: readonly Building[];
  readonly search: SearchState;
  readonly fault: SearchFault;
  readonly zone: string;
  readonly onChange: (search: SearchState) => void;
}

/** Every change searches at once: there is nothing to press. */
export function SearchForm({ buildings, search, fault, zone, onChange }: SearchFormProps) {
  const { t } = useMessages();
  const { data: spaces = [] } = useSpaces(search.buildingId);
  const equipment = useMemo(
    () => [...new Set(spaces.flatMap((space) => space.equipment))].sort(),
    [spaces],
  );
  return (
    <search className="card find-form" aria-label={t.find.formLabel}>
      <div className="find-fields">
        <div className="find-building">
          <Select
            label={t.find.building}
            choices={buildings.map(({ id, name, address }) => ({
              key: id,
              label: name,
              description: address,
            }))}
            value={search.buildingId}
            onChange={(buildingId) => onChange({ ...search, buildingId, equipment: [] })}
          />
        </div>
        <div className="find-date">
          <DateField
            label={t.find.date}
            value={search.date}
            onChange={(date) => onChange({ ...search, date })}
            error={fault === "date_missing" ? t.find.dateMissing : undefined}
          />
        </div>
        <TimeField
          label={t.find.from}
          value={search.from}
          onChange={(from) => onChange(withStart(search, from))}
          error={fault === "time_missing" ? t.find.timeMissing : undefined}
        />
        <TimeField
          label={t.find.to}
          value={search.to}
          onChange={(to) => onChange({ ...search, to })}
          error={fault === "ends_before_start" ? t.find.endsBeforeStart : undefined}
        />
        <NumberField
          label={t.find.capacity}
          value={search.capacity}
          onChange={(capacity) => onChange({ ...search, capacity })}
          minValue={1}
          maxValue={1000}
        />
      </div>
      {equipment.length === 0 ? null : (
        <ChoiceList
          label={t.find.equipment}
          choices={equipment.map((item) => ({ key: item, label: item }))}
          value={search.equipment}
          onChange={(chosen) => onChange({ ...search, equipment: chosen })}
        />
      )}
      {fault === null ? <ZoneNote search={search} zone={zone} /> : null}
    </search>
  );
}

/** Times are the building's; where the person's clock differs, both are told. */
function ZoneNote({ search, zone }: { search: SearchState; zone: string }) {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const start = instantOf({ date: search.date, time: search.from }, zone);
  const end = instantOf({ date: search.date, time: search.to }, zone);
  if (formats.sameClock(zone, person.time_zone, start)) return null;
  return (
    <p className="small muted">
      {t.find.zoneDiffers({
        zone: formats.zone(zone, start),
        yourTimes: formats.timeRange(start, end, person.time_zone),
        yourZone: formats.zone(person.time_zone, start),
      })}
    </p>
  );
}
