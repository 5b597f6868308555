import { useState } from "react";
import type { Space } from "../../src/contract/places.ts";
import { useBuildings, useSpaces } from "../ui/api/places.ts";
import { ProblemNotice } from "../ui/components/problem-notice.tsx";
import { Select } from "../ui/components/select.tsx";
import { useMessages } from "../ui/messages/messages.ts";

/** Chooses one space: first its building, then the space. Another building begins with none. */
export function SpaceChoice({ onChange }: { onChange: (space: Space | null) => void }) {
  const { t } = useMessages();
  const buildings = useBuildings();
  const [building, setBuilding] = useState<string>();
  const [chosen, setChosen] = useState<string | null>(null);
  const buildingId = building ?? buildings.data?.[0]?.id;
  const spaces = useSpaces(buildingId);
  return (
    <>
      <ProblemNotice error={buildings.error ?? spaces.error} />
      <div className="form-grid">
        <Select
          label={t.find.building}
          choices={(buildings.data ?? []).map(({ id, name }) => ({ key: id, label: name }))}
          value={buildingId ?? null}
          onChange={(id) => {
            setBuilding(id);
            setChosen(null);
            onChange(null);
          }}
        />
        <Select
          label={t.admin.space}
          placeholder={t.admin.chooseSpace}
          choices={(spaces.data ?? []).map(({ id, name }) => ({ key: id, label: name }))}
          value={chosen}
          onChange={(id) => {
            const space = spaces.data?.find((candidate) => candidate.id === id);
            if (!space) return;
            setChosen(id);
            onChange(space);
          }}
        />
      </div>
    </>
  );
}
