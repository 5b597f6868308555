import type { Space } from "../../../src/contract/places.ts";
import { useSpaceServices } from "../../ui/api/places.ts";
import { ServiceChoice } from "./service-choice.tsx";

interface SpaceServicesProps {
  readonly space: Pick<Space, "id">;
  /** Where there are several such choices, whose services these are. */
  readonly label?: string | undefined;
  /** Ids. */
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

/** What is offered with a space to whoever reserves it; nothing where that is nothing. */
export function SpaceServices({ space, ...choice }: SpaceServicesProps) {
  const { data: offered = [] } = useSpaceServices(space.id);
  return offered.length === 0 ? null : <ServiceChoice offered={offered} {...choice} />;
}
