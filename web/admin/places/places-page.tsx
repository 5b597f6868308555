import { useState } from "react";
import { useSearchParams } from "wouter";
import { type Building, buildingSchema, type Space } from "../../../src/contract/places.ts";
import { Button } from "../../ui/components/button.tsx";
import { ChoiceList } from "../../ui/components/choice-list.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useAdminList } from "../api/admin-calls.ts";
import { BuildingDialog } from "./building-dialog.tsx";
import { BuildingList } from "./building-list.tsx";
import { SpaceDialog } from "./space-dialog.tsx";
import { SpaceList } from "./space-list.tsx";

type Opened =
  | { readonly kind: "building"; readonly building: Building | null }
  | { readonly kind: "space"; readonly space: Space | null };

/** Buildings and spaces, kept by hand; those that are no longer reserved too. */
export function PlacesPage() {
  const { t } = useMessages();
  const [params, setParams] = useSearchParams();
  const shown = params.get("show") === "buildings" ? "buildings" : "spaces";
  const buildings = useAdminList("buildings", buildingSchema);
  const known = buildings.data ?? [];
  const [buildingId, setBuildingId] = useState<string>();
  const [opened, setOpened] = useState<Opened | null>(null);
  const words = t.adminPlaces;
  const close = () => setOpened(null);
  return (
    <Page
      title={words.title}
      intro={words.intro}
      actions={
        <>
          <Button onPress={() => setOpened({ kind: "building", building: null })}>
            {words.addBuilding}
          </Button>
          <Button
            look="primary"
            isDisabled={known.length === 0}
            onPress={() => setOpened({ kind: "space", space: null })}
          >
            {words.addSpace}
          </Button>
        </>
      }
    >
      <ProblemNotice error={buildings.error} />
      {buildings.data?.length === 0 ? <p className="muted">{words.noBuildings}</p> : null}
      <ChoiceList
        label={words.show}
        choices={(["spaces", "buildings"] as const).map((key) => ({
          key,
          label: words.shown[key],
        }))}
        value={[shown]}
        onChange={([show = "spaces"]) => setParams({ show }, { replace: true })}
        isSingle
      />
      {shown === "spaces" ? (
        <SpaceList
          buildings={known}
          buildingId={buildingId}
          onChooseBuilding={setBuildingId}
          onChange={(space) => setOpened({ kind: "space", space })}
        />
      ) : (
        <BuildingList
          buildings={known}
          onChange={(building) => setOpened({ kind: "building", building })}
        />
      )}
      {opened?.kind === "building" ? (
        <BuildingDialog
          building={opened.building}
          onSaved={({ id }) => setBuildingId(id)}
          onClose={close}
        />
      ) : null}
      {opened?.kind === "space" ? (
        <SpaceDialog
          space={opened.space}
          buildings={known}
          buildingId={buildingId ?? known[0]?.id ?? null}
          onClose={close}
        />
      ) : null}
    </Page>
  );
}
