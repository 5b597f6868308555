import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from "jose";
import type { CryptoKey, JWK } from "jose";
import { z } from "zod";
import type { Persistence } from "../persistence.ts";

/** The tenant's secrets: they outlive a restart, so that connected accounts stay connected. */
export interface EntraKeys {
  readonly keyId: string;
  readonly signingKey: CryptoKey;
  readonly verificationKey: CryptoKey;
  /** The public signing key, as JWKS lists it. */
  readonly publicJwk: JWK;
  /** Encrypts a value so that only this tenant can read it, and only under the same label. */
  seal(label: string, value: object): string;
  /** The value sealed under the label; undefined where the text is not one of ours. */
  unseal(label: string, text: string): unknown;
  /** A stable, unguessable name for `value`: the pairwise `sub` is one. */
  pseudonym(value: string): string;
}

const storedKeysSchema = z.object({
  signing: z.looseObject({ kty: z.literal("RSA") }),
  sealing: z.base64url(),
  pseudonyms: z.base64url(),
});

const ALGORITHM = "RS256";
const IV_BYTES = 12;
const TAG_BYTES = 16;

async function makeStoredKeys(): Promise<z.infer<typeof storedKeysSchema>> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return storedKeysSchema.parse({
    signing: await exportJWK(privateKey),
    sealing: randomBytes(32).toString("base64url"),
    pseudonyms: randomBytes(32).toString("base64url"),
  });
}

function publicPart(jwk: JWK, keyId: string): JWK {
  const { kty, n, e } = jwk;
  return { kty, n, e, kid: keyId, use: "sig", alg: ALGORITHM } as JWK;
}

async function importRsa(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, ALGORITHM);
  if (key instanceof Uint8Array) throw new Error("The stored signing key is not an RSA key.");
  return key;
}

/** Loads the keys, or makes and saves them at first start. */
export async function openEntraKeys(persistence: Persistence | undefined): Promise<EntraKeys> {
  const found = persistence?.load("entra-keys") ?? null;
  const stored = found === null ? await makeStoredKeys() : storedKeysSchema.parse(found);
  if (found === null) {
    persistence?.save("entra-keys", stored);
    await persistence?.flush();
  }

  const privateJwk = stored.signing as JWK;
  const keyId = await calculateJwkThumbprint(privateJwk);
  const publicJwk = publicPart(privateJwk, keyId);
  const sealingKey = Buffer.from(stored.sealing, "base64url");
  const pseudonymKey = Buffer.from(stored.pseudonyms, "base64url");

  return {
    keyId,
    signingKey: await importRsa(privateJwk),
    verificationKey: await importRsa(publicJwk),
    publicJwk,
    seal(label, value) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", sealingKey, iv).setAAD(Buffer.from(label));
      const text = Buffer.concat([cipher.update(JSON.stringify(value), "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), text]).toString("base64url");
    },
    unseal(label, text) {
      const bytes = Buffer.from(text, "base64url");
      if (bytes.length <= IV_BYTES + TAG_BYTES) return undefined;
      const decipher = createDecipheriv("aes-256-gcm", sealingKey, bytes.subarray(0, IV_BYTES))
        .setAAD(Buffer.from(label))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        const plain = Buffer.concat([
          decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)),
          decipher.final(),
        ]);
        return JSON.parse(plain.toString("utf8")) as unknown;
      } catch {
        // Not made by this tenant, or for another purpose: the caller says what that means.
        return undefined;
      }
    },
    pseudonym: (value) => createHmac("sha256", pseudonymKey).update(value).digest("base64url"),
  };
}
