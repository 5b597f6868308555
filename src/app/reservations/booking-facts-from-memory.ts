import { type BriefMemory, createBriefMemory } from "../people/brief-memory.ts";
import type { PersonalTokens } from "../people/calendar-tokens.ts";
import type { People } from "../people/people.ts";
import type { SpaceCatalogue } from "../places/space-catalogue.ts";
import type { Properties } from "../settings/properties.ts";
import type { BookingFacts, BookingPerson } from "./booking-facts.ts";

const PEOPLE_REMEMBERED_MS = 2_000;
const PEOPLE_REMEMBERED_MAX = 20_000;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The facts from what the process remembers, so that a creation asks the database nothing before
 * it writes. Tokens are not remembered: whether one is usable must be true now.
 */
export function bookingFactsFromMemory(sources: {
  readonly catalogue: SpaceCatalogue;
  readonly people: Pick<People, "find" | "findByEmail">;
  readonly properties: Pick<Properties, "integrationMode" | "blockerUser" | "noShowAfterMinutes">;
  readonly personalTokens: PersonalTokens;
  readonly now: () => Date;
}): BookingFacts {
  const { catalogue, people, properties, personalTokens, now } = sources;
  const remembered: BriefMemory<BookingPerson> = createBriefMemory({
    lifetimeMs: PEOPLE_REMEMBERED_MS,
    entriesMax: PEOPLE_REMEMBERED_MAX,
    now,
  });
  return {
    space: (spaceId) => catalogue.space(spaceId),
    person(idOrEmail) {
      const key = idOrEmail.toLowerCase();
      return remembered.get(key, () => (ID.test(key) ? people.find(key) : people.findByEmail(key)));
    },
    integrationMode: () => properties.integrationMode(),
    blockerUser: () => properties.blockerUser(),
    noShowAfterMinutes: () => properties.noShowAfterMinutes(),
    hasUsableToken: (personId, providerId) => personalTokens.usable(personId, providerId),
  };
}
