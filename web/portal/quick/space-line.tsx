import type { Space } from "../../../src/contract/places.ts";
import { useMessages } from "../../ui/messages/messages.ts";

interface SpaceLineProps {
  readonly space: Space;
  /** Not where all that is listed is in one. */
  readonly showsBuilding?: boolean;
}

/** Where it is and for how many, and whether somebody has to approve it. */
export function SpaceLine({ space, showsBuilding = true }: SpaceLineProps) {
  const { t } = useMessages();
  const facts = [
    t.find.seats({ count: space.capacity }),
    space.floor === "" ? "" : t.find.floor({ floor: space.floor }),
    showsBuilding ? space.building_name : "",
    space.needs_approval ? t.approvals.needed : "",
  ];
  return <span className="muted">{facts.filter(Boolean).join(" · ")}</span>;
}
