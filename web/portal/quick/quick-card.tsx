import { LinkButton } from "../../ui/components/button.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import "./quick.css";

/** The way to a quick reservation, on the first page. */
export function QuickCard() {
  const { t } = useMessages();
  return (
    <aside className="card quick-card" aria-label={t.quick.title}>
      <div>
        <h2>{t.quick.cardTitle}</h2>
        <p className="muted">{t.quick.cardSentence}</p>
      </div>
      <LinkButton href="/quick">{t.quick.title}</LinkButton>
    </aside>
  );
}
