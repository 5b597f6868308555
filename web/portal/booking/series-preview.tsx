import type { PreviewSeries, SeriesPreview } from "../../../src/contract/reservations.ts";
import { useSeriesPreview } from "../../ui/api/reservations.ts";
import { Checkbox } from "../../ui/components/checkbox.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

interface SeriesPreviewBoxProps {
  readonly wanted: PreviewSeries;
  readonly skipsTaken: boolean;
  readonly onSkipsTaken: (skipsTaken: boolean) => void;
}

const TAKEN_SHOWN_MAX = 8;

/** Which dates of the series are free, before it is booked, and what becomes of the others. */
export function SeriesPreviewBox({ wanted, skipsTaken, onSkipsTaken }: SeriesPreviewBoxProps) {
  const { t } = useMessages();
  const query = useSeriesPreview(wanted);
  return (
    <section className="series-preview" aria-label={t.series.previewTitle} aria-live="polite">
      <QueryState query={query} bars={1}>
        {(preview) => (
          <>
            <TakenDates preview={preview} />
            {preview.has_more ? <p className="small muted">{t.series.hasMore}</p> : null}
            {preview.taken_count === 0 ? null : (
              <Checkbox
                isSelected={skipsTaken}
                onChange={onSkipsTaken}
                description={t.series.skipTakenMeans}
              >
                {t.series.skipTaken}
              </Checkbox>
            )}
          </>
        )}
      </QueryState>
    </section>
  );
}

function TakenDates({ preview }: { preview: SeriesPreview }) {
  const { t, formats } = useMessages();
  const count = preview.occurrences.length;
  const taken = preview.occurrences.filter(({ is_free: isFree }) => !isFree);
  if (taken.length === 0) return <p>{t.series.allFree({ count })}</p>;
  const hidden = taken.length - TAKEN_SHOWN_MAX;
  const zone = preview.recurrence.time_zone;
  return (
    <>
      <p>{t.series.someTaken({ taken: taken.length, count })}</p>
      <ul className="taken-dates">
        {taken.slice(0, TAKEN_SHOWN_MAX).map(({ original_date: date, start, alternative }) => (
          <li key={date}>
            <strong>{formats.day(start, zone, new Date().toISOString())}</strong>{" "}
            <span className="muted">
              {alternative === null
                ? t.series.noAlternative
                : t.series.alternative({ space: alternative.name })}
            </span>
          </li>
        ))}
      </ul>
      {hidden > 0 ? <p className="small muted">{t.series.more({ count: hidden })}</p> : null}
    </>
  );
}
