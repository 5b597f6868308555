import type { ImportedRooms } from "../../../src/contract/room-import.ts";
import { LinkButton } from "../../ui/components/button.tsx";
import { Notice } from "../../ui/components/notice.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

const OUTCOMES = ["added", "changed", "unchanged", "refused"] as const;

/** What became of each room that was chosen. */
export function ImportResult({ result }: { result: ImportedRooms }) {
  const { t, formats, say } = useMessages();
  const counts = OUTCOMES.map((outcome) => ({
    outcome,
    count: result.items.filter((room) => room.outcome === outcome).length,
  })).filter(({ count }) => count > 0);
  const told = formats.list(
    counts.map(({ outcome, count }) => t.rooms.outcomes[outcome]({ count })),
  );
  const problems = result.items.filter(({ problem }) => problem !== null);
  return (
    <Notice tone={problems.length === 0 ? "good" : "warn"} title={t.rooms.done} isUrgent>
      <p>{told}.</p>
      {problems.length === 0 ? null : (
        <ul className="plain-list">
          {problems.map(({ address, problem }) => (
            <li key={address}>
              {t.rooms.problem({
                address,
                detail: say(problem?.detail ?? "").text,
                remedy: say(problem?.remedy ?? "").text,
              })}
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        <LinkButton size="small" href="/admin/sync-configurations">
          {t.rooms.activate}
        </LinkButton>
      </div>
    </Notice>
  );
}
