/**
 * A key nobody else has: 128 random bits as hexadecimal digits. `crypto.randomUUID` would do, but
 * browsers keep it from pages on plain http.
 */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
