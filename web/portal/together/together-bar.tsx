import type { Space } from "../../../src/contract/places.ts";
import { Button } from "../../ui/components/button.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import "./together.css";

interface TogetherBarProps {
  readonly spaces: readonly Space[];
  /** Undefined where these cannot be booked in one go. */
  readonly onBook: (() => void) | undefined;
  readonly onClear: () => void;
}

/** What has been chosen so far, always in sight. */
export function TogetherBar({ spaces, onBook, onClear }: TogetherBarProps) {
  const { t, formats } = useMessages();
  const needsMore = spaces.length < 2;
  return (
    <section className="together-bar" aria-label={t.together.chosen}>
      <div className="together-names">
        <strong>{t.together.count({ count: spaces.length })}</strong>
        <span>{formats.list(spaces.map(({ name }) => name))}</span>
        {needsMore ? <span className="muted small">{t.together.chooseMore}</span> : null}
        {!needsMore && onBook === undefined ? (
          <span className="small">{t.together.notTogether}</span>
        ) : null}
      </div>
      <div className="row">
        <Button size="small" onPress={onClear}>
          {t.together.clear}
        </Button>
        <Button
          look="primary"
          isDisabled={needsMore || onBook === undefined}
          onPress={() => onBook?.()}
        >
          {t.together.book}
        </Button>
      </div>
    </section>
  );
}
