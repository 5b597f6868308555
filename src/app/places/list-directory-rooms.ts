import type { IntegrationMode } from "../../core/integration-rules/question.ts";
import type { CalendarResult } from "../sync/calendar.ts";
import type { DirectoryRoom, PlaceDirectory } from "./place-directory.ts";

/**
 * Lists a provider's rooms with the system's credential. The delegated user's token seldom carries
 * Place.Read.All; where the tenant has granted it to the application instead, that one reads, since
 * the directory of rooms is nobody's calendar.
 */
export async function listDirectoryRooms(
  directory: PlaceDirectory,
  {
    providerId,
    mode,
    requestId,
  }: {
    readonly providerId: string;
    readonly mode: IntegrationMode;
    readonly requestId: string;
  },
): Promise<CalendarResult<readonly DirectoryRoom[]>> {
  const asApplication = () =>
    directory.rooms({ credential: { kind: "application", providerId }, requestId });
  if (mode === "normal") return asApplication();
  const credential = { kind: "delegated_user", providerId } as const;
  const asDelegatedUser = await directory.rooms({ credential, requestId });
  if (asDelegatedUser.ok) return asDelegatedUser;
  const listed = await asApplication();
  return listed.ok || listed.failure.kind === "access_denied" ? listed : asDelegatedUser;
}
