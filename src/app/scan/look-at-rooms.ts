import type { MailboxFacts } from "../../core/configuration-scan/facts.ts";
import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import { systemCredential } from "../people/system-credential.ts";
import type { ScannedRoom } from "./ports.ts";
import type { ScanDependencies } from "./scan-dependencies.ts";

/** Each is another mailbox, so that Exchange's limits of one (facts 4) do not bind them together. */
const ROOMS_AT_ONCE_MAX = 12;

/**
 * What each room's mailbox answers to the system's credential, by configuration. Those of dry runs
 * too: before they are sent for real is when to know.
 */
export async function lookAtRooms(
  deps: Pick<ScanDependencies, "roomMailboxes">,
  rooms: readonly ScannedRoom[],
  mode: IntegrationMode,
  requestId: string,
): Promise<ReadonlyMap<string, MailboxFacts>> {
  const found = new Map<string, MailboxFacts>();
  const waiting = rooms.values();
  const lookAtNext = async (): Promise<void> => {
    for (const { configurationId, providerId, roomMailbox } of waiting) {
      const credential = systemCredential(mode, providerId);
      const access = { credential, mailbox: roomMailbox, requestId };
      const looked = await deps.roomMailboxes.look(access);
      found.set(
        configurationId,
        looked.ok
          ? { ok: true, ...looked.value }
          : { ok: false, kind: looked.failure.kind, message: looked.failure.message },
      );
    }
  };
  await Promise.all(Array.from({ length: ROOMS_AT_ONCE_MAX }, lookAtNext));
  return found;
}
