import { useId } from "react";
import type { Space } from "../../../src/contract/places.ts";
import type { SpaceRules as Rules } from "../../../src/contract/space-calendar.ts";
import { useSpaceRules } from "../../ui/api/space-calendar.ts";
import { useSchedulePart, useSession } from "../../ui/api/session.ts";
import { QueryState } from "../../ui/components/query-state.tsx";
import { type Catalogue, useMessages } from "../../ui/messages/messages.ts";
import "./space-page.css";

/** How it is reserved, in words, before anybody is refused. */
export function SpaceRules({ space }: { space: Space }) {
  const { t } = useMessages();
  const { integration_mode: mode } = useSession();
  const mayPlan = useSchedulePart() === "plan";
  const heading = useId();
  const query = useSpaceRules(space.id);
  return (
    <section className="card space-rules" aria-labelledby={heading}>
      <h2 id={heading}>{t.spaces.rules}</h2>
      <QueryState query={query}>
        {(rules) => (
          <ul>
            {rulesInWords(t, rules, mode === "personal" && space.synced).map((words) => (
              <li key={words}>{words}</li>
            ))}
            {mayPlan ? <li>{t.spaces.byPlanners}</li> : null}
          </ul>
        )}
      </QueryState>
    </section>
  );
}

/** In personal mode a synced space is reserved for oneself alone (policy C6). */
function rulesInWords(
  { spaces: t }: Catalogue,
  rules: Rules,
  isForOneself: boolean,
): readonly string[] {
  const { check_in: checkIn, duration_minutes_min: min, duration_minutes_max: max } = rules;
  return [
    rules.all_day === "required" ? t.wholeDays : t.lasting({ min, max }),
    t.ahead({ count: rules.days_ahead_max }),
    rules.recurring_enabled ? t.repeats({ count: rules.occurrences_max }) : t.neverRepeats,
    ...(isForOneself || !rules.on_behalf_shown ? [t.notForOthers] : []),
    ...(rules.subject_required ? [t.subjectRequired] : []),
    ...(rules.needs_approval ? [t.approval] : []),
    ...(checkIn === null ? [] : checkInWords(t, checkIn)),
  ];
}

function checkInWords(
  t: Catalogue["spaces"],
  { opens_minutes_before: opens, no_show_after_minutes: after }: NonNullable<Rules["check_in"]>,
): readonly string[] {
  return [
    opens === 0 ? t.checkInAtStart : t.checkIn({ minutes: opens }),
    ...(after === null ? [] : [t.release({ minutes: after })]),
  ];
}
