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
  "Get-EXOMailbox -RecipientTypeDetails RoomMailbox -ResultSize Unlimited | ForEach-Object { " +
  "$room = $_.PrimarySmtpAddress; Get-CalendarProcessing -Identity $room | " +
  "Select-Object *, @{ Name = 'PrimarySmtpAddress'; Expression = { $room } } } | " +
  "ConvertTo-Json | Out-File rooms.json -Encoding utf8";
