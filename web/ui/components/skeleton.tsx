import { useMessages } from "../messages/messages.ts";
import "./empty-state.css";

/** Stands where content is about to be, and says so to screen readers. */
export function Skeleton({ bars = 3 }: { bars?: number }) {
  const { t } = useMessages();
  return (
    <div className="skeleton">
      <output className="visually-hidden">{t.actions.loading}</output>
      {Array.from({ length: bars }, (_, index) => (
        <div key={index} className="skeleton-bar" />
      ))}
    </div>
  );
}
