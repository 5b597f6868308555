import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "wouter";
import type { Space } from "../../../src/contract/places.ts";
import { Badge } from "../../ui/components/badge.tsx";
import { Button } from "../../ui/components/button.tsx";
import { Checkbox } from "../../ui/components/checkbox.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { Icon } from "../../ui/components/icon.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { spaceAddress } from "../spaces/space-address.ts";
import type { SearchState } from "./search-state.ts";
import "./find.css";

interface FreeSpacesProps {
  readonly query: UseQueryResult<Space[]>;
  readonly search: SearchState;
  readonly onBook: (space: Space) => void;
  /** Those that are to be booked together. */
  readonly chosen: readonly Space[];
  readonly onToggle: (space: Space) => void;
}

export function FreeSpaces({ query, search, onBook, chosen, onToggle }: FreeSpacesProps) {
  const { t } = useMessages();
  const count = query.data?.length;
  const isNarrow = search.capacity !== undefined || search.equipment.length > 0;
  return (
    <section className="section" aria-label={t.find.results}>
      <output className={count === 0 ? "visually-hidden" : "find-count"}>
        {count === undefined ? "" : t.find.count({ count })}
      </output>
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
                  <SpaceCard
                    space={space}
                    search={search}
                    onBook={onBook}
                    isChosen={chosen.some(({ id }) => id === space.id)}
                    onToggle={onToggle}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </QueryState>
    </section>
  );
}

interface SpaceCardProps extends Pick<FreeSpacesProps, "search" | "onBook" | "onToggle"> {
  readonly space: Space;
  readonly isChosen: boolean;
}

function SpaceCard({ space, search, onBook, isChosen, onToggle }: SpaceCardProps) {
  const { t } = useMessages();
  const isWithOthers = space.module.multi_space_enabled || space.module.group_enabled;
  return (
    <article className="card space-card" aria-label={space.name}>
      <div className="row row-between">
        <h2>
          <Link href={spaceAddress(space.id, search)}>{space.name}</Link>
        </h2>
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
      <div className="space-actions">
        {isWithOthers ? (
          <Checkbox
            isSelected={isChosen}
            onChange={() => onToggle(space)}
            aria-label={t.together.chooseSpace({ space: space.name })}
          >
            {t.together.choose}
          </Checkbox>
        ) : null}
        <Button
          look="primary"
          aria-label={t.find.bookSpace({ space: space.name })}
          onPress={() => onBook(space)}
        >
          {t.actions.book}
        </Button>
      </div>
    </article>
  );
}
