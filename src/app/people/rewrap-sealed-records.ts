/** A column that holds envelopes of the vault. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
}

/** Port, filled by the store: every envelope that the database holds. */
export interface SealedRecords {
  readonly columns: readonly SealedColumn[];
  /** Envelopes that do not begin with these bytes, in a stable order. */
  listNotBeginningWith(
    column: SealedColumn,
    beginning: Uint8Array,
    page: { readonly skip: number; readonly limit: number },
  ): Promise<readonly Uint8Array[]>;
  /** The first envelope that begins with none of these bytes; null where there is none. */
  findBeginningWithNone(
    column: SealedColumn,
    beginnings: readonly Uint8Array[],
  ): Promise<Uint8Array | null>;
  /** False when the envelope is not there any more: something newer has taken its place. */
  replace(column: SealedColumn, before: Uint8Array, after: Uint8Array): Promise<boolean>;
}

/** What rewrapping needs of the vault. */
export interface RewrappingVault {
  /** How every envelope under the current key begins. */
  currentBeginning(): Uint8Array;
  /** The envelope under the current key; throws where its own key is not there. */
  rewrap(sealed: Uint8Array): Uint8Array | null;
}

export interface RewrapReport extends SealedColumn {
  readonly rewrapped: number;
  /** Envelopes whose key is not in the key file: what they hold is lost until it is restored. */
  readonly unreadable: number;
}

const PAGE_SIZE = 200;

/**
 * Brings every envelope under the vault's current key. The texts stay sealed all along; what a
 * running server writes meanwhile is never overwritten, and a second run finds what this one
 * missed.
 */
export async function rewrapSealedRecords(
  records: SealedRecords,
  vault: RewrappingVault,
): Promise<readonly RewrapReport[]> {
  const reports: RewrapReport[] = [];
  for (const column of records.columns) reports.push(await rewrapColumn(records, vault, column));
  return reports;
}

async function rewrapColumn(
  records: SealedRecords,
  vault: RewrappingVault,
  column: SealedColumn,
): Promise<RewrapReport> {
  let [rewrapped, unreadable] = [0, 0];
  for (;;) {
    // What was rewrapped leaves the list by itself; what cannot be is passed over.
    const page = { skip: unreadable, limit: PAGE_SIZE };
    const found = await records.listNotBeginningWith(column, vault.currentBeginning(), page);
    for (const sealed of found) {
      const renewed = rewrapOrNull(vault, sealed);
      if (renewed === null) unreadable++;
      else if (await records.replace(column, sealed, renewed)) rewrapped++;
    }
    if (found.length < PAGE_SIZE) return { ...column, rewrapped, unreadable };
  }
}

/** Null where the key is missing; that is counted and reported, not passed over in silence. */
function rewrapOrNull(vault: RewrappingVault, sealed: Uint8Array): Uint8Array | null {
  try {
    return vault.rewrap(sealed);
  } catch (error) {
    if (error instanceof Error && error.name === "EnvelopeError") return null;
    throw error;
  }
}
