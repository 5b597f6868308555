import type { JournalEntry } from "../../../simulator/graph/journal.ts";
import { decodeItemId } from "../../../simulator/mailbox/item-id.ts";
import { isWrite } from "../calendars.ts";
import type { History, Invariant } from "../history.ts";

interface SyncEventNow {
  readonly id: string;
  readonly request_id: string;
  readonly type: string;
  readonly policy_row: string;
  readonly mailbox: string;
  readonly credential: string;
  readonly credential_person_id: string | null;
  readonly channel: string;
  readonly requested_for: string;
  /** Of a series of which no date stands any more. */
  readonly leaves_nothing: boolean;
}

/**
 * Every call that wrote was made in a mailbox and with a credential that one of its act's sync
 * events records; a person's own token was used for that person's own mailbox alone, and never for
 * what no person did.
 */
export const RIGHT_IDENTITY: Invariant = {
  name: "right identity",
  async check(history) {
    const { rows } = await history.database.pool.query<SyncEventNow>(
      `select e.id, e.request_id, e.type, e.policy_row, e.mailbox, e.credential, e.credential_person_id,
         e.channel, r.requested_for,
         r.kind = 'recurring' and r.state in ('cancelled', 'rejected', 'no_show') as leaves_nothing
       from sync_event e join reservation r on r.id = e.reservation_id order by e.id`,
    );
    const events = Map.groupBy(rows, ({ request_id: requestId }) => requestId);
    const entries = history.exchange.world.journal.entries();
    return [
      ...rows.flatMap(personalCredential),
      ...entries.flatMap((entry) => ownMailbox(history, entry)),
      ...entries
        .filter(isWrite)
        // Refused for want of a valid token, before anybody looked at what was asked.
        .filter(({ clientId }) => clientId !== null)
        .flatMap((entry) => {
          const wrote = events.get(entry.clientRequestId ?? "") ?? [];
          const isRecorded = wrote.some((event) => isAsRecorded(history, entry, event));
          return isRecorded ? [] : [`${inWords(history, entry)}, which no sync event records`];
        }),
      ...history.exchange.world.journal.violations().map(({ detail }) => detail),
    ];
  },
};

const IN_PERSON = ["portal", "event_planner", "quick_reservation", "mobile", "outlook_addin"];

function personalCredential(event: SyncEventNow): readonly string[] {
  const { credential, credential_person_id: personId, requested_for: owner, channel } = event;
  if (credential !== "personal") {
    return personId === null ? [] : [`sync event ${event.id} names a person for no reason`];
  }
  const isOwn = personId === owner && IN_PERSON.includes(channel);
  return isOwn ? [] : [`sync event ${event.id} uses the token of another, or for a job`];
}

function ownMailbox(history: History, entry: JournalEntry): readonly string[] {
  const { userId, mailboxId } = entry;
  if (userId === null || userId === history.company.service.id) return [];
  return mailboxId === null || mailboxId === userId
    ? []
    : [`${inWords(history, entry)}, which is not their own`];
}

function isAsRecorded(
  { company, exchange }: History,
  { mailboxId, userId, method, path }: JournalEntry,
  event: SyncEventNow,
): boolean {
  const mailbox = exchange.world.directory.findUser(event.mailbox)?.id;
  if (method === "POST" && path.endsWith("/decline")) {
    // In its own name: of what was made in Outlook, and where nobody may write to the event.
    const isRooms = company.spaces.some(
      (space) => exchange.world.directory.findUser(space.mailbox ?? "")?.id === mailboxId,
    );
    if (!isRooms || !(event.type === "release" || event.policy_row === "U5")) return false;
  } else {
    if (mailbox !== mailboxId) return false;
    const isCancellation = event.type === "cancel";
    const cancels = cancelsWhole(method, path);
    if (cancels !== isCancellation && !(cancels && event.leaves_nothing)) return false;
  }
  switch (event.credential) {
    case "application":
      return userId === null;
    case "delegated_user":
      return userId === company.service.id;
    default:
      return (
        event.credential_person_id !== null &&
        userId === company.personById(event.credential_person_id).objectId
      );
  }
}

/** To cancel one occurrence is to change the series. */
function cancelsWhole(method: string, path: string): boolean {
  const [, id] = /\/events\/([^/]+)\/cancel$/.exec(path) ?? [];
  if (method !== "POST" || id === undefined) return false;
  return decodeItemId(decodeURIComponent(id))?.occurrenceDate === null;
}

function inWords({ exchange }: History, { method, path, userId, mailboxId }: JournalEntry): string {
  const { users } = exchange.world.directory;
  const who = userId === null ? "the application" : (users.get(userId)?.mail ?? userId);
  return `${who} called ${method} ${path.slice(0, 60)} in ${users.get(mailboxId ?? "")?.mail}`;
}
