import type { RoomsInExchange } from "../../../src/contract/room-import.ts";
import { useBuildings } from "../../ui/api/places.ts";
import { Select } from "../../ui/components/select.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { type ImportChoice, neededBuildings } from "./import-choice.ts";

interface NewBuildingsProps {
  readonly listed: RoomsInExchange;
  readonly choice: ImportChoice;
  readonly onChange: (choice: ImportChoice) => void;
}

/** What the chosen rooms need besides: the zones of new buildings, and a building for the rest. */
export function NewBuildings({ listed, choice, onChange }: NewBuildingsProps) {
  const { t } = useMessages();
  const known = useBuildings();
  const needed = neededBuildings(listed, choice);
  const isOpen = listed.items.some(
    ({ address, building, space }) =>
      space === null && building === null && choice.added.has(address),
  );
  if (needed.length === 0 && !isOpen) return null;
  return (
    <section className="card" aria-labelledby="new-buildings-heading">
      <h2 id="new-buildings-heading">{t.rooms.newBuildings}</h2>
      {needed.length > 0 ? <p className="muted">{t.rooms.newBuildingsMeans}</p> : null}
      <div className="form-grid">
        {needed.map(({ name, timeZone }) => (
          <TextField
            key={name}
            label={t.rooms.zoneOf({ building: name })}
            description={t.rooms.zoneMeans}
            value={timeZone}
            onChange={(zone) => onChange({ ...choice, zones: { ...choice.zones, [name]: zone } })}
            isRequired
          />
        ))}
        {isOpen ? (
          <Select
            label={t.rooms.buildingForRest}
            choices={(known.data ?? []).map(({ name }) => ({ key: name, label: name }))}
            value={choice.building}
            onChange={(building) => onChange({ ...choice, building })}
          />
        ) : null}
      </div>
    </section>
  );
}
