import type { Space } from "../../../src/contract/places.ts";
import { useSession } from "../../ui/api/session.ts";
import { useMessages } from "../../ui/messages/messages.ts";

/** What it is, where, and in which calendar its reservations are. */
export function SpaceFacts({ space }: { space: Space }) {
  const { t } = useMessages();
  const { integration_mode: mode } = useSession();
  const where = [
    ...(space.floor === "" ? [] : [t.find.floor({ floor: space.floor })]),
    space.building_name,
  ];
  return (
    <section className="card" aria-label={t.spaces.one}>
      <dl className="facts">
        <dt>{t.spaces.kind}</dt>
        <dd>{t.spaces.kinds[space.kind]}</dd>
        <dt>{t.booking.where}</dt>
        <dd>{where.join(", ")}</dd>
        <dt>{t.spaces.seats}</dt>
        <dd>{t.find.seats({ count: space.capacity })}</dd>
        <dt>{t.spaces.equipment}</dt>
        <dd>{space.equipment.join(" · ") || t.spaces.noEquipment}</dd>
        <dt>{t.spaces.outlook}</dt>
        <dd>{t.spaces.outlookMeans[space.synced ? mode : "none"]}</dd>
      </dl>
    </section>
  );
}
