/** Leaves the transaction of a change that is only rehearsed, so that nothing of it stands. */
export class Rehearsed<T> extends Error {
  readonly outcome: T;

  constructor(outcome: T) {
    super("this was a rehearsal");
    this.outcome = outcome;
  }
}
