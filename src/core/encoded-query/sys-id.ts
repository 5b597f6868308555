/**
 * A sys_id is how the Workplace Reservation REST API writes an id: 32 hexadecimal digits. Ours are
 * UUIDs, which are the same digits with hyphens.
 */
const SYS_ID = /^([\da-f]{8})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{12})$/i;

/** The UUID that a sys_id or a UUID stands for; undefined for any other text. */
export function parseSysId(text: string): string | undefined {
  const [, ...groups] = SYS_ID.exec(text.trim()) ?? [];
  return groups.length === 0 ? undefined : groups.join("-").toLowerCase();
}

export function formatSysId(uuid: string): string {
  return uuid.replaceAll("-", "");
}
