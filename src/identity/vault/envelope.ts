import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/**
 * One sealed text: a data key of its own encrypts it, and a key-encryption key wraps that data
 * key. Changing the key-encryption key therefore rewrites 60 bytes a record and never the text.
 *
 *     version (1) | key id length (1) | key id | wrapped data key | sealed text
 *
 * where each of the two is: nonce (12) | tag (16) | AES-256-GCM ciphertext.
 */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const WRAPPED_KEY_BYTES = NONCE_BYTES + TAG_BYTES + KEY_BYTES;

/** A key-encryption key and the name under which envelopes remember it. */
export interface VaultKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** An envelope that cannot be opened. The message never holds a part of the text or of a key. */
export class EnvelopeError extends Error {
  override readonly name = "EnvelopeError";
}

export function sealEnvelope(key: VaultKey, plaintext: string, context: string): Buffer {
  const dataKey = randomBytes(KEY_BYTES);
  const sealedText = encrypt(dataKey, Buffer.from(plaintext, "utf8"), context);
  return Buffer.concat([wrapDataKey(key, dataKey), sealedText]);
}

/** `findKey` answers the key-encryption key of an id, or null when it is not there. */
export function openEnvelope(
  envelope: Uint8Array,
  context: string,
  findKey: (id: string) => VaultKey | null,
): string {
  const parts = splitEnvelope(envelope);
  const dataKey = unwrapDataKey(parts, findKey);
  try {
    return decrypt(dataKey, parts.sealedText, context).toString("utf8");
  } catch (cause) {
    throw new EnvelopeError("A sealed value was altered, or belongs to another record.", { cause });
  }
}

/** The same text under another key-encryption key; the text itself is not opened. */
export function rewrapEnvelope(
  envelope: Uint8Array,
  newKey: VaultKey,
  findKey: (id: string) => VaultKey | null,
): Buffer {
  const parts = splitEnvelope(envelope);
  const dataKey = unwrapDataKey(parts, findKey);
  return Buffer.concat([wrapDataKey(newKey, dataKey), parts.sealedText]);
}

/** Which key-encryption key an envelope needs. */
export function keyIdOf(envelope: Uint8Array): string {
  return splitEnvelope(envelope).keyId;
}

interface EnvelopeParts {
  readonly keyId: string;
  readonly wrappedKey: Buffer;
  readonly sealedText: Buffer;
}

function splitEnvelope(envelope: Uint8Array): EnvelopeParts {
  const bytes = Buffer.from(envelope.buffer, envelope.byteOffset, envelope.byteLength);
  const keyIdLength = bytes[1] ?? 0;
  const keyEnd = 2 + keyIdLength + WRAPPED_KEY_BYTES;
  if (bytes[0] !== VERSION || bytes.length < keyEnd + NONCE_BYTES + TAG_BYTES) {
    throw new EnvelopeError("A sealed value is not an envelope of this vault.");
  }
  return {
    keyId: bytes.toString("utf8", 2, 2 + keyIdLength),
    wrappedKey: bytes.subarray(2 + keyIdLength, keyEnd),
    sealedText: bytes.subarray(keyEnd),
  };
}

/** How every envelope under a key begins, and no envelope under another. */
export function envelopeBeginning(keyId: string): Buffer {
  const bytes = Buffer.from(keyId, "utf8");
  return Buffer.concat([Buffer.from([VERSION, bytes.length]), bytes]);
}

function wrapDataKey(key: VaultKey, dataKey: Buffer): Buffer {
  const wrapped = encrypt(key.bytes, dataKey, wrapContext(key.id));
  return Buffer.concat([envelopeBeginning(key.id), wrapped]);
}

function unwrapDataKey(parts: EnvelopeParts, findKey: (id: string) => VaultKey | null): Buffer {
  const key = findKey(parts.keyId);
  if (!key) {
    throw new EnvelopeError(
      `A sealed value needs the vault key "${parts.keyId}", which the key file does not hold. ` +
        "Restore the key file that belongs to this database.",
    );
  }
  try {
    return decrypt(key.bytes, parts.wrappedKey, wrapContext(key.id));
  } catch (cause) {
    throw new EnvelopeError(
      `A sealed value does not open with the vault key "${parts.keyId}": either was altered.`,
      { cause },
    );
  }
}

/** The context of the record is bound to the text; the wrapping is bound to its key alone. */
function wrapContext(keyId: string): string {
  return `data key wrapped by ${keyId}`;
}

function encrypt(key: Buffer, plaintext: Buffer, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(context, "utf8"));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
}

function decrypt(key: Buffer, sealed: Buffer, context: string): Buffer {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context, "utf8"));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([
    decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)),
    decipher.final(),
  ]);
}
