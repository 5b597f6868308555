import type { UseQueryResult } from "@tanstack/react-query";
import type { Space } from "../../../src/contract/places.ts";
import { Badge } from "../../ui/components/badge.tsx";
import { Button } from "../../ui/components/button.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { Icon } from "../../ui/components/icon.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import type { SearchState } from "./search-state.ts";
import "./find.css";

interface FreeSpacesProps {
  readonly query: UseQueryResult<Space[]>;
  readonly search: SearchState;
  readonly onBook: (space: Space) => void;
}

export function FreeSpaces({ query, search, onBook }: FreeSpacesProps) {
  const { t } = useMessages();
  const count = query.data?.length;
  const isNarrow = search.capacity !== undefined || search.equipment.length > 0;
  return (
    <section className="section" aria-label={t.find.results}>
      <output className="find-count">{count === undefined ? "" : t.find.count({ count })}</output>
      <QueryState query={query}>
        {(spaces) =>
          spaces.length === 0 ? (
            <EmptyState title={t.find.nothingFree}>
              <p>{isNarrow ? t.find.nothingFreeNarrow : t.find.nothingFreeRemedy}</p>
            </EmptyState>
          ) : (
            <ul className="card-grid" data-stale={query.isPlaceholderData || undefined}>
              {spaces.map((space) => (
                <li key={space.id}>
                  <SpaceCard space={space} onBook={onBook} />
                </li>
              ))}
            </ul>
          )
        }
      </QueryState>
    </section>
  );
}

function SpaceCard({ space, onBook }: { space: Space; onBook: (space: Space) => void }) {
  const { t } = useMessages();
  return (
    <article className="card space-card" aria-label={space.name}>
      <div className="row row-between">
        <h2>{space.name}</h2>
        {space.synced ? (
          <Badge tone="info" icon="sync">
            {t.find.synced}
          </Badge>
        ) : null}
      </div>
      <ul className="space-facts">
        <li>
          <Icon name="people" sizePx={16} />
          {t.find.seats({ count: space.capacity })}
        </li>
        {space.floor === "" ? null : (
          <li>
            <Icon name="floor" sizePx={16} />
            {t.find.floor({ floor: space.floor })}
          </li>
        )}
        {space.equipment.length === 0 ? null : (
          <li>
            <Icon name="check" sizePx={16} />
            {space.equipment.join(" · ")}
          </li>
        )}
        {space.needs_approval ? (
          <li>
            <Icon name="clock" sizePx={16} />
            {t.approvals.needed}
          </li>
        ) : null}
      </ul>
      <Button
        look="primary"
        aria-label={t.find.bookSpace({ space: space.name })}
        onPress={() => onBook(space)}
      >
        {t.actions.book}
      </Button>
    </article>
  );
}
