import { done, type Outcome, refused } from "../outcome.ts";
import type { ModuleService } from "../../core/reservations/services.ts";
import type { ModuleServices } from "./module-services.ts";
import type { PlaceDependencies } from "./place-dependencies.ts";
import { refuseUnknownSpace } from "./place-refusals.ts";
import type { Building, Places, Space, SpacePageEnd } from "./ports.ts";

type Dependencies = Pick<PlaceDependencies, "places">;

export interface SpacePage {
  readonly items: readonly Space[];
  /** Opaque; null at the end. */
  readonly nextCursor: string | null;
}

/** Buildings by name, those in use or all. */
export function listBuildings(
  { places }: Dependencies,
  wanted?: { readonly includesInactive: boolean },
): Promise<readonly Building[]> {
  return places.buildings(wanted);
}

/** Spaces by building and name, those in use or all. Refuses `invalid_cursor`. */
export async function listSpaces(
  { places }: Dependencies,
  query: {
    readonly buildingId?: string | undefined;
    readonly moduleId?: string | undefined;
    readonly includesInactive?: boolean;
    readonly limit: number;
    readonly cursor?: string | undefined;
  },
): Promise<Outcome<SpacePage>> {
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
  if (after === undefined) {
    return refused(
      "invalid_cursor",
      "The cursor is not one of ours.",
      "Begin with the first page.",
    );
  }
  const { limit, cursor: _, ...filter } = query;
  const found = await places.spaces({ ...filter, after, limit: limit + 1 });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return done({ items, nextCursor: found.length > limit && last ? encodeCursor(last) : null });
}

/** One space, also an inactive one. */
export async function getSpace(
  { places }: { readonly places: Pick<Places, "space"> },
  id: string,
): Promise<Outcome<Space>> {
  const space = await places.space(id);
  return space ? done(space) : refuseUnknownSpace();
}

/** What the module of a space offers, by name. */
export async function listSpaceServices(
  { places, services }: Dependencies & { readonly services: Pick<ModuleServices, "offered"> },
  spaceId: string,
): Promise<Outcome<readonly ModuleService[]>> {
  const space = await getSpace({ places }, spaceId);
  return space.ok ? done(await services.offered(space.value.module.id)) : space;
}

function encodeCursor({ buildingName, name, id }: SpacePageEnd): string {
  return Buffer.from(JSON.stringify([buildingName, name, id])).toString("base64url");
}

/** Undefined where it is not one of ours. */
function decodeCursor(text: string): SpacePageEnd | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (!Array.isArray(parts) || parts.length !== 3) return undefined;
    const [buildingName, name, id] = parts.map(String);
    const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id ?? "");
    // NUL is the one character that text in the database cannot hold.
    if (!isId || !buildingName || !name || `${buildingName}${name}`.includes("\0")) {
      return undefined;
    }
    return { buildingName, name, id: id ?? "" };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
