/** What the embedded database's thread is started with. */
export interface ServeEmbedded {
  /** Where the data live; null keeps them in memory (tests). */
  readonly folder: string | null;
  /** A snapshot to begin from instead of an empty database; only with data in memory. */
  readonly snapshotFile: string | null;
  readonly socketPath: string;
}

/** What the thread tells. */
export type FromEmbedded =
  | { readonly kind: "ready" }
  | { readonly kind: "closed" }
  | { readonly kind: "snapshot"; readonly bytes: Uint8Array }
  | { readonly kind: "failed"; readonly message: string };
