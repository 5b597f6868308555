import { createHash, randomBytes, randomInt } from "node:crypto";
import type { ApiClientScope } from "./actor.ts";
import type { PersonSummary } from "./people.ts";

/** An integration's key, kept as its hash. */
export interface ApiClient {
  readonly id: string;
  readonly name: string;
  /** First characters of the key, to tell keys apart. */
  readonly keyHint: string;
  readonly scopes: readonly ApiClientScope[];
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Port, filled by the store. */
export interface ApiClients {
  list(): Promise<readonly ApiClient[]>;
  /** Null when the name is taken. */
  create(client: {
    readonly name: string;
    readonly scopes: readonly ApiClientScope[];
    readonly keyHash: Uint8Array;
    readonly keyHint: string;
    readonly createdBy: string | null;
  }): Promise<ApiClient | null>;
  findByKeyHash(keyHash: Uint8Array): Promise<ApiClient | null>;
  /** Null when there is no such client; revoking twice keeps the first time. */
  revoke(clientId: string): Promise<ApiClient | null>;
  markUsed(clientId: string): Promise<void>;
}

/** A door panel, paired by a code that is told once. */
export interface Panel {
  readonly id: string;
  readonly name: string;
  readonly spaceId: string;
  readonly spaceName: string;
  /** Whom a reservation is for that is made at the door; null: none is made there. */
  readonly requestedFor: PersonSummary | null;
  readonly pairedAt: Date | null;
  readonly lastSeenAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Port, filled by the store. */
export interface Panels {
  list(): Promise<readonly Panel[]>;
  /** Null when there is no such space. */
  create(panel: {
    readonly name: string;
    readonly spaceId: string;
    readonly requestedFor: string | null;
    readonly pairingCodeHash: Uint8Array;
    readonly pairingExpiresAt: Date;
    readonly createdBy: string | null;
  }): Promise<Panel | null>;
  /** Uses the code up in the same step; null when it is wrong, used, revoked or too old. */
  pair(pairingCodeHash: Uint8Array, deviceTokenHash: Uint8Array): Promise<Panel | null>;
  findByDeviceTokenHash(deviceTokenHash: Uint8Array): Promise<Panel | null>;
  /** Null when there is no such panel, or it was revoked. */
  change(panelId: string, change: PanelChange): Promise<Panel | null>;
  revoke(panelId: string): Promise<Panel | null>;
  markSeen(panelId: string): Promise<void>;
}

/** What is left out stays as it is. */
export interface PanelChange {
  readonly name?: string | undefined;
  readonly requestedFor?: string | null | undefined;
  /** For another device, which takes the place of the one that was paired before. */
  readonly pairing?: { readonly codeHash: Uint8Array; readonly expiresAt: Date };
}

export type SecretPrefix = "usk_" | "usp_";
const SECRET_BYTES = 32;
/** No character that is mistaken for another when read from a screen: 32 of them, 5 bits each. */
const CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const CODE_LENGTH = 8;

/** A key of 256 random bits; the prefix says what it is, also to scanners for leaked keys. */
export function newSecret(prefix: SecretPrefix): string {
  return prefix + randomBytes(SECRET_BYTES).toString("base64url");
}

/** Eight characters in two groups, good for ten minutes and one use. */
export function newPairingCode(): string {
  const characters = Array.from({ length: CODE_LENGTH }, () =>
    CODE_ALPHABET.charAt(randomInt(CODE_ALPHABET.length)),
  ).join("");
  return `${characters.slice(0, CODE_LENGTH / 2)}-${characters.slice(CODE_LENGTH / 2)}`;
}

/** What is kept of a key. Keys are random, so that a plain hash cannot be guessed back. */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret, "utf8").digest();
}

/** Typed by hand: case, spaces and the hyphen do not matter. */
export function hashPairingCode(code: string): Buffer {
  return hashSecret(code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ""));
}
