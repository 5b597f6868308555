import type { ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import type { Actor } from "../../app/people/actor.ts";
import type {
  AdministrationChanged,
  ReservationChanged,
  SyncEventChanged,
} from "../../app/reservations/change-feed.ts";
import { requireScope } from "../identity/guards.ts";
import "../request-context.ts";
import type { ServerDependencies } from "../server-dependencies.ts";

/**
 * Proxies close what is silent for a minute; and a client that is gone is noticed by it. Whoever
 * lost a right goes on hearing of changes for this long at most.
 */
const HEARTBEAT_MS = 20_000;
/** A door that says "free" and is not in touch misleads: it notices within seconds. */
const PANEL_HEARTBEAT_MS = 5_000;
/** A client that does not read is cut off; it comes back by itself and reads anew. */
const UNREAD_BYTES_MAX = 1_000_000;

/**
 * `/api/v1/live`: server-sent events that tell open pages which reservations changed. They carry no
 * content, only what to read again, so there is nothing in them to withhold.
 */
export function registerLive(
  app: FastifyInstance,
  { changeFeed }: Pick<ServerDependencies, "changeFeed">,
): void {
  const open = new Set<ServerResponse>();

  app.get("/api/v1/live", { schema: { hide: true } }, (request, reply) => {
    let actor = requireScope(request, "reservations:read");
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-store",
      "X-Accel-Buffering": "no",
      "Request-Id": request.id,
    });
    stream.write("retry: 2000\n\n");
    open.add(stream);
    const stopListening = changeFeed.listen({
      onReservation(change) {
        if (mayHear(actor, change)) send(stream, "reservation", presentReservationChange(change));
      },
      onReminder({ id, personId }) {
        const isTheirs = actor.kind === "person" && actor.personId === personId;
        if (isTheirs) send(stream, "reminder", { id });
      },
      onSyncEvent(change) {
        if (isAdmin(actor)) send(stream, "sync_event", presentSyncEventChange(change));
      },
      onAdministration(change: AdministrationChanged) {
        if (isAdmin(actor)) send(stream, "administration", change);
      },
      onTrouble: (error) => request.log.warn({ err: error }, "the live feed cannot be read"),
    });
    // The page comes back by itself, and is told as any other request what it may not.
    const stayOrEnd = async (): Promise<void> => {
      try {
        request.actor = await app.identifyAgain(request);
        actor = requireScope(request, "reservations:read");
        stream.write(": still here\n\n");
      } catch (error) {
        request.log.debug({ err: error }, "a live stream ends with its rights");
        stream.end();
      }
    };
    const beatMs = actor.kind === "panel" ? PANEL_HEARTBEAT_MS : HEARTBEAT_MS;
    const heartbeat = setInterval(() => void stayOrEnd(), beatMs);
    stream.on("close", () => {
      clearInterval(heartbeat);
      stopListening();
      open.delete(stream);
    });
  });

  // Open streams would keep the server from closing.
  app.addHook("preClose", async () => {
    for (const stream of open) stream.end();
  });
}

/**
 * Their own, and what is theirs to approve; planners, managers, viewers and integrations see all,
 * as they do in lists; a panel what happens in its space, and what has left it.
 */
function mayHear(actor: Actor, change: ReservationChanged): boolean {
  if (actor.kind === "panel") {
    return change.spaceId === actor.spaceId || change.leftSpaceId === actor.spaceId;
  }
  if (actor.kind !== "person") return actor.kind === "api_client";
  const isParty = change.requestedFor === actor.personId || change.openedBy === actor.personId;
  const isApprover = change.approvers.includes(actor.personId);
  return isParty || isApprover || actor.roles.some((role) => role !== "user");
}

function isAdmin(actor: Actor): boolean {
  if (actor.kind === "person") return actor.roles.includes("admin");
  return actor.kind === "api_client" && actor.scopes.includes("admin");
}

function send(stream: ServerResponse, event: string, data: object): void {
  if (stream.writableLength > UNREAD_BYTES_MAX) stream.destroy();
  else stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

function presentReservationChange(change: ReservationChanged): object {
  return {
    id: change.id,
    version: change.version,
    state: change.state,
    sync_state: change.syncState,
    sync_event_state: change.syncEventState,
  };
}

function presentSyncEventChange(change: SyncEventChanged): object {
  return {
    id: change.id,
    reservation_id: change.reservationId,
    state: change.state,
    attempts: change.attempts,
  };
}
