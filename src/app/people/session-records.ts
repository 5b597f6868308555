/** Port, filled by the store: browser sessions by the hash of their id, their data sealed. */
export interface SessionRecords {
  /** Null when there is none, or it has expired. */
  read(idHash: Uint8Array): Promise<Uint8Array | null>;
  /** `isNew` false changes a session only if it is still there: an ended one stays ended. */
  write(session: {
    readonly idHash: Uint8Array;
    readonly dataSealed: Uint8Array;
    readonly personId: string | null;
    readonly expiresAt: Date;
    readonly isNew: boolean;
  }): Promise<void>;
  remove(idHash: Uint8Array): Promise<void>;
  /** Ends all of a person's sessions. */
  removeOfPerson(personId: string): Promise<void>;
  /** For a regular cleaning; answers how many there were. */
  removeExpired(): Promise<number>;
}
