interface Addressed {
  readonly email: string;
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Adds an attendee; one with the same address, in whatever case, is replaced where it stands. */
export function withAttendee<A extends Addressed>(list: readonly A[], attendee: A): A[] {
  const index = list.findIndex(({ email }) => isSame(email, attendee.email));
  return index === -1 ? [...list, attendee] : list.with(index, attendee);
}

export function withoutAttendee<A extends Addressed>(list: readonly A[], email: string): A[] {
  return list.filter((attendee) => !isSame(attendee.email, email));
}
