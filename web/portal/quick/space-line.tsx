import type { Space } from "../../../src/contract/places.ts";
import { useMessages } from "../../ui/messages/messages.ts";

/** Where it is and for how many, and whether somebody has to approve it. */
export function SpaceLine({ space }: { space: Space }) {
  const { t } = useMessages();
  const facts = [
    t.find.seats({ count: space.capacity }),
    space.floor === "" ? "" : t.find.floor({ floor: space.floor }),
    space.building_name,
    space.needs_approval ? t.approvals.needed : "",
  ];
  return <span className="muted">{facts.filter(Boolean).join(" · ")}</span>;
}
