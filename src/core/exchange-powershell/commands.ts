/*
 * Everything that an administrator is asked to run in Exchange Online PowerShell, each command here
 * alone: the configuration scan, the guided set-up and the manual say the same.
 */

/** What marks the people whose calendars the application may write to; see `SCOPE_FILTER`. */
const PEOPLE_MARK = "Usher";
const SCOPE_NAME = "Usher calendars";
const ROOMS_SCOPE_NAME = "Usher rooms";
/** A room is in it by itself, a person by the mark. */
const SCOPE_FILTER = `RecipientTypeDetails -eq 'RoomMailbox' -or CustomAttribute1 -eq '${PEOPLE_MARK}'`;
const ROOMS_FILTER = "RecipientTypeDetails -eq 'RoomMailbox'";
const ALL_ROOMS = "Get-EXOMailbox -RecipientTypeDetails RoomMailbox -ResultSize Unlimited";

/** Stands for what only the tenant knows, until it is known. */
const OBJECT_ID = "<object id>";

/** A text as PowerShell reads it back, whatever is in it: single quotes take everything literally. */
export function quoted(text: string): string {
  // PowerShell takes the typographic quotes for quotes as well.
  return `'${text.replaceAll(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`;
}

/** `Set-CalendarProcessing` for one room (facts 2). */
export function setCalendarProcessing(room: string, settings: string): string {
  return `Set-CalendarProcessing -Identity ${quoted(room)} ${settings}`;
}

/**
 * Prints what rooms decide by, with each room's address, which `Get-CalendarProcessing` itself
 * leaves out. Its output is what the scan reads.
 */
export const PRINT_ROOM_SETTINGS =
  `${ALL_ROOMS} | ForEach-Object { ` +
  "$room = $_.PrimarySmtpAddress; Get-CalendarProcessing -Identity $room | " +
  "Select-Object *, @{ Name = 'PrimarySmtpAddress'; Expression = { $room } } } | " +
  "ConvertTo-Json | Out-File rooms.json -Encoding utf8";

/** Opens Exchange Online PowerShell, on a machine that never had it. */
export const OPEN_EXCHANGE =
  "Install-Module ExchangeOnlineManagement -Scope CurrentUser\nConnect-ExchangeOnline";

/** The delegated user may manage the room's calendar. */
export function giveRoomToDelegate(room: string, delegate: string): string {
  return (
    `Add-MailboxFolderPermission -Identity ${quoted(`${room}:\\Calendar`)} ` +
    `-User ${quoted(delegate)} -AccessRights Editor`
  );
}

/** The delegated user may manage every room's calendar. */
export function giveAllRoomsToDelegate(delegate: string): string {
  return (
    `${ALL_ROOMS} | ForEach-Object { Add-MailboxFolderPermission -Identity ` +
    `"$($_.PrimarySmtpAddress):\\Calendar" -User ${quoted(delegate)} -AccessRights Editor }`
  );
}

/** Makes the application known to Exchange, by its two ids in Entra ID. */
export function introduceApplication(clientId: string, objectId: string | null): string {
  return (
    `New-ServicePrincipal -AppId ${quoted(clientId)} -ObjectId ${objectIdOf(objectId)} ` +
    "-DisplayName 'Usher'"
  );
}

/** The mailboxes that a role is given for: the rooms, and in normal mode those who book. */
export function makeScope(scope: "rooms_and_people" | "rooms"): string {
  const [name, filter] =
    scope === "rooms" ? [ROOMS_SCOPE_NAME, ROOMS_FILTER] : [SCOPE_NAME, SCOPE_FILTER];
  return `New-ManagementScope -Name ${quoted(name)} -RecipientRestrictionFilter ${quoted(filter)}`;
}

/** Gives the application a role over a scope, and over nothing else (facts 6.10). */
export function giveRole(scope: "rooms_and_people" | "rooms", objectId: string | null): string {
  const [role, name] =
    scope === "rooms"
      ? ["Application Calendars.Read", ROOMS_SCOPE_NAME]
      : ["Application Calendars.ReadWrite", SCOPE_NAME];
  return (
    `New-ManagementRoleAssignment -App ${objectIdOf(objectId)} -Role ${quoted(role)} ` +
    `-CustomResourceScope ${quoted(name)}`
  );
}

/** Puts a person's mailbox into the scope of normal mode. */
export function markPerson(address: string): string {
  return `Set-Mailbox -Identity ${quoted(address)} -CustomAttribute1 ${quoted(PEOPLE_MARK)}`;
}

/** Shows at once whether a mailbox is in the scope, which calls feel only hours later. */
export function testReach(objectId: string | null, mailbox: string): string {
  return (
    `Test-ServicePrincipalAuthorization -Identity ${objectIdOf(objectId)} ` +
    `-Resource ${quoted(mailbox)}`
  );
}

function objectIdOf(objectId: string | null): string {
  return objectId === null ? OBJECT_ID : quoted(objectId);
}
