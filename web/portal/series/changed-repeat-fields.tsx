import { QueryState } from "../../ui/components/query-state.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { RHYTHMS } from "../booking/repeat.ts";
import { RepeatFields } from "../booking/repeat-fields.tsx";
import { repeatOf } from "./changed-repeat.ts";
import { patternWords } from "./recurrence-words.ts";
import type { useChangedRepeat } from "./use-changed-repeat.ts";

interface ChangedRepeatFieldsProps {
  readonly changed: ReturnType<typeof useChangedRepeat>;
}

/** How the series is to repeat, in the fields that it was booked with. */
export function ChangedRepeatFields({ changed }: ChangedRepeatFieldsProps) {
  const { t, formats } = useMessages();
  const { standing, repeat } = changed;
  if (standing === null || repeat === null) {
    return (
      <QueryState query={changed.rest} bars={2}>
        {() => null}
      </QueryState>
    );
  }
  const { start_date: date } = standing.range;
  const isUnsayable = repeatOf(standing).rhythm === "as_it_is";
  const asItIs = { key: "as_it_is", label: patternWords(t, formats, standing.pattern) } as const;
  return (
    <>
      <RepeatFields
        value={repeat}
        date={date}
        rhythms={[
          ...(isUnsayable ? [asItIs] : []),
          // A series stays one.
          ...RHYTHMS.filter((key) => key !== "never").map((key) => ({
            key,
            label: t.repeat.rhythms[key],
          })),
        ]}
        onChange={changed.change}
      />
      <p className="small muted">{t.series.countsFrom({ date: formats.date(date) })}</p>
    </>
  );
}
