import { hkdfSync } from "node:crypto";
import type { Vault } from "../../app/people/vault.ts";
import {
  envelopeBeginning,
  keyIdOf,
  openEnvelope,
  rewrapEnvelope,
  sealEnvelope,
  type VaultKey,
} from "./envelope.ts";
import { addCurrentKey, keyFileStamp, readOrMakeKeyFile, type VaultKeys } from "./key-file.ts";

/**
 * The vault over a file of keys. It notices when another process rotates the keys: before each
 * sealing by the file's stamp (a few microseconds), and when an envelope names a key it does not
 * know.
 */
export class KeyFileVault implements Vault {
  readonly #path: string;
  readonly #now: () => Date;
  #keys: VaultKeys;
  #stamp: string | null;

  constructor(path: string, now: () => Date = () => new Date()) {
    this.#path = path;
    this.#now = now;
    this.#keys = readOrMakeKeyFile(path, now());
    this.#stamp = keyFileStamp(path);
  }

  seal(plaintext: string, context: string): Uint8Array {
    this.#noticeNewKeys();
    return sealEnvelope(this.#keys.current, plaintext, context);
  }

  open(sealed: Uint8Array, context: string): string {
    return openEnvelope(sealed, context, (id) => this.#find(id));
  }

  /** Makes a new current key. What is stored needs `rewrap` to come under it. */
  rotate(): { readonly keyId: string } {
    this.#keys = addCurrentKey(this.#path, this.#now());
    this.#stamp = keyFileStamp(this.#path);
    return { keyId: this.#keys.current.id };
  }

  /** How every envelope under the current key begins. */
  currentBeginning(): Uint8Array {
    return envelopeBeginning(this.#keys.current.id);
  }

  /** How the envelopes begin that the keys of the file open. */
  knownBeginnings(): readonly Uint8Array[] {
    this.#noticeNewKeys();
    return [...this.#keys.all.keys()].map((id) => envelopeBeginning(id));
  }

  /** The envelope under the current key, or null when it is already. */
  rewrap(sealed: Uint8Array): Uint8Array | null {
    this.#noticeNewKeys();
    if (keyIdOf(sealed) === this.#keys.current.id) return null;
    return rewrapEnvelope(sealed, this.#keys.current, (id) => this.#find(id));
  }

  /**
   * Secrets for a purpose such as signing cookies, drawn from the keys: the current key's first,
   * so that what an older one signed is still known.
   */
  deriveSecrets(purpose: string): string[] {
    const { current, all } = this.#keys;
    const ordered = [current, ...[...all.values()].filter((key) => key.id !== current.id)];
    return ordered.map((key) =>
      Buffer.from(hkdfSync("sha256", key.bytes, "usher", purpose, 32)).toString("base64url"),
    );
  }

  #find(id: string): VaultKey | null {
    const known = this.#keys.all.get(id);
    if (known) return known;
    this.#noticeNewKeys();
    return this.#keys.all.get(id) ?? null;
  }

  #noticeNewKeys(): void {
    const stamp = keyFileStamp(this.#path);
    // A file that is gone must not become a new one under a running server: its keys are still
    // here, and what they seal can be opened once the file is restored.
    if (stamp === this.#stamp || stamp === null) return;
    this.#keys = readOrMakeKeyFile(this.#path, this.#now());
    this.#stamp = stamp;
  }
}
