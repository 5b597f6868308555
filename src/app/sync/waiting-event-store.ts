/** Which waiting sync events are meant. */
export type WaitingFor =
  | { readonly kind: "person"; readonly personId: string }
  | { readonly kind: "delegated_user"; readonly providerId: string };

/** Port: sync events, and rooms' answers, that wait until somebody connects. Filled by `src/store/`. */
export interface WaitingEventStore {
  /** Makes them due now and clears why their reservations waited; answers how many. */
  resume(waitingFor: WaitingFor): Promise<number>;
}
