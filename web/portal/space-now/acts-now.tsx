import type { Reservation } from "../../../src/contract/reservations.ts";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { MeetingActs } from "./meeting-acts.tsx";
import { useSpaceNow } from "./space-now-calls.ts";

/** What can be done about what goes on is known where its space is. */
export function ActsNow({
  reservation: { id, space },
}: {
  reservation: Pick<Reservation, "id" | "space">;
}) {
  const { data: door, error } = useSpaceNow(space.id);
  const meeting = door?.meetings.find((each) => each.id === id);
  return (
    <>
      <ProblemNotice error={error} />
      {door === undefined || meeting === undefined ? null : (
        <MeetingActs space={door.space} meeting={meeting} />
      )}
    </>
  );
}
