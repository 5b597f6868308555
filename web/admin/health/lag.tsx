import type { Health } from "../../../src/contract/health.ts";
import { useMessages } from "../../ui/messages/messages.ts";
import { durationText } from "./duration.ts";

/** How long changes take to arrive: a bar for each bound, with its number beside it. */
export function Lag({ lag }: { lag: Health["lag"] }) {
  const messages = useMessages();
  const { t, formats } = messages;
  const most = Math.max(...lag.buckets.map(({ count }) => count));
  if (most === 0) return null;
  return (
    <section className="section" aria-label={t.health.lag}>
      <h2>{t.health.lag}</h2>
      <dl className="lag card">
        {lag.buckets.map(({ within_seconds: within, count }) => (
          <div key={within ?? "beyond"} className="lag-bucket">
            <dt>{within === null ? t.health.lagBeyond : durationText(messages, within)}</dt>
            <dd>
              <span
                className="lag-bar"
                aria-hidden="true"
                style={{ inlineSize: `${(count / most) * 100}%` }}
              />
              <span>{formats.number(count)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
