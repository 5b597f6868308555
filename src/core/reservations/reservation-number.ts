/**
 * The number people quote, such as WRES0001005: a sequence number behind a prefix, with as many
 * leading zeros as seven digits need (facts workplace 5).
 */
const PREFIX = "WRES";
const DIGITS_MIN = 7;

/** Writes the sequence number, a positive whole number, as people know it. */
export function formatReservationNumber(sequence: number | bigint): string {
  if (sequence <= 0 || (typeof sequence === "number" && !Number.isSafeInteger(sequence))) {
    throw new RangeError(`not a sequence number: ${sequence}`);
  }
  return `${PREFIX}${String(sequence).padStart(DIGITS_MIN, "0")}`;
}

/** The sequence number behind what somebody typed, or undefined where it is no such number. */
export function parseReservationNumber(text: string): bigint | undefined {
  const digits = /^WRES(\d{7,18})$/i.exec(text.trim())?.[1];
  const sequence = digits === undefined ? 0n : BigInt(digits);
  return sequence > 0n ? sequence : undefined;
}
