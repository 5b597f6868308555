/** Port: what was waiting for a token goes on. Filled by synchronisation. */
export interface CalendarConnected {
  /** The person's own calendar is connected (again). */
  onConnected(personId: string): Promise<void>;
  /** The provider's delegated user is connected (again). */
  onDelegatedUserConnected(providerId: string): Promise<void>;
}
