import { z } from "zod";
import type {
  DirectoryAccess,
  DirectoryRoom,
  PlaceDirectory,
} from "../app/places/place-directory.ts";
import type { CalendarFailure, CalendarResult } from "../app/sync/calendar.ts";
import type { GraphClient } from "./graph-client.ts";

/** Exchange gives so many at once unless asked otherwise (facts 1.15). */
const PAGE_SIZE = 100;
/** Fifty thousand rooms; a directory that goes on after that turns in a circle. */
const PAGES_MAX = 500;
/** A directory is no mailbox; its calls are counted under a name that none has. */
const DIRECTORY = "places";

const text = z.string().trim().nullish().catch(null);
const roomSchema = z.object({
  emailAddress: text,
  displayName: text,
  capacity: z.number().int().min(0).nullish().catch(null),
  building: text,
  floorLabel: text,
  floorNumber: z.number().int().nullish().catch(null),
  bookingType: text,
  tags: z.array(z.string()).nullish().catch(null),
});
const listSchema = z.object({ emailAddress: text, displayName: text });
const pageSchema = z.object({
  value: z.array(z.unknown()),
  "@odata.nextLink": z.string().nullish(),
});

/** The rooms that Exchange Online knows, read from `/places`. */
export function createPlaceDirectory(graph: GraphClient, graphUrl: string): PlaceDirectory {
  const readAll = (access: DirectoryAccess, path: string) =>
    readPages(graph, graphUrl, access, path);

  return {
    async rooms(access) {
      const found = await readAll(access, "/places/microsoft.graph.room");
      if (!found.ok) return found;
      const rooms = found.value.flatMap(readRoom);
      // Only where rooms do not say themselves where they are, their lists are asked.
      if (rooms.every(({ building }) => building !== null)) return done(rooms);
      const lists = await readAll(access, "/places/microsoft.graph.roomList");
      if (!lists.ok) return lists;
      const buildings = new Map<string, string>();
      for (const list of lists.value.flatMap(readList)) {
        const path = `/places/${encodeURIComponent(list.address)}/microsoft.graph.roomList/rooms`;
        const members = await readAll(access, path);
        if (!members.ok) return members;
        for (const { address } of members.value.flatMap(readRoom)) {
          if (!buildings.has(address.toLowerCase())) {
            buildings.set(address.toLowerCase(), list.name);
          }
        }
      }
      return done(
        rooms.map((room) => ({
          ...room,
          building: room.building ?? buildings.get(room.address.toLowerCase()) ?? null,
        })),
      );
    },
  };
}

async function readPages(
  graph: GraphClient,
  graphUrl: string,
  access: DirectoryAccess,
  path: string,
): Promise<CalendarResult<readonly unknown[]>> {
  const items: unknown[] = [];
  let next = `${path}?$top=${PAGE_SIZE}`;
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const result = await graph.call(
      { ...access, mailbox: DIRECTORY },
      { method: "GET", path: next, place: { ahead: true } },
    );
    if (!result.ok) return { ok: false, failure: ofDirectory(result.failure) };
    const page = pageSchema.safeParse(result.answer.body);
    if (!page.success) return strangeAnswer();
    items.push(...page.data.value);
    const link = page.data["@odata.nextLink"];
    if (!link) return done(items);
    const following = pathOf(link, graphUrl);
    if (following === null) return strangeAnswer();
    next = following;
  }
  return strangeAnswer();
}

/** Below `/v1.0`; null where the link leads to another place, to which our token must not go. */
function pathOf(link: string, graphUrl: string): string | null {
  const base = `${graphUrl}/v1.0`;
  return link.startsWith(`${base}/`) ? link.slice(base.length) : null;
}

/** None where it has no address: such a room cannot be invited. */
function readRoom(item: unknown): DirectoryRoom[] {
  const room = roomSchema.safeParse(item).data;
  if (!room?.emailAddress) return [];
  const { emailAddress: address, floorLabel, floorNumber } = room;
  return [
    {
      address,
      name: room.displayName || address,
      capacity: room.capacity ?? null,
      building: room.building || null,
      floor: floorLabel || (floorNumber === null ? null : (floorNumber?.toString() ?? null)),
      tags: (room.tags ?? []).map((tag) => tag.trim()).filter(Boolean),
      isReserved: room.bookingType?.toLowerCase() === "reserved",
    },
  ];
}

function readList(item: unknown): { readonly address: string; readonly name: string }[] {
  const list = listSchema.safeParse(item).data;
  if (!list?.emailAddress || !list.displayName) return [];
  return [{ address: list.emailAddress, name: list.displayName }];
}

/** The client's own sentences speak of a mailbox's calendar. */
function ofDirectory(failure: CalendarFailure): CalendarFailure {
  return failure.kind === "access_denied"
    ? {
        ...failure,
        message: `Exchange denied the list of rooms, which takes the permission Place.Read.All (${failure.code}).`,
      }
    : {
        ...failure,
        message:
          failure.kind === "token_unusable" || failure.kind === "credential_rejected"
            ? failure.message
            : `Exchange did not give the list of rooms (${failure.code}).`,
      };
}

function strangeAnswer(): { readonly ok: false; readonly failure: CalendarFailure } {
  const message = "Exchange answered with a list of rooms that could not be read.";
  const code = "strange_answer";
  return { ok: false, failure: { kind: "transient", code, message, mayHaveHappened: false } };
}

function done<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}
