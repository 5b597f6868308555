/**
 * Keeps secrets and tokens unreadable at rest. Filled by `src/identity/vault/`.
 *
 * `context` says what the sealed text is and whose, e.g. `calendar_provider.client_secret:<id>`;
 * an envelope opened under another context is refused, so that a value copied from one record to
 * another is worth nothing.
 */
export interface Vault {
  /** An envelope for a `bytea` column. */
  seal(plaintext: string, context: string): Uint8Array;
  /** The text again; throws when the envelope was altered, moved, or its key is not there. */
  open(sealed: Uint8Array, context: string): string;
}
