import type { Role } from "./actor.ts";
import type { ConnectionState } from "./calendar-tokens.ts";

/** Somebody who works here. */
export interface Person {
  readonly id: string;
  /** tid and oid of the account: null until the first sign-in of somebody only imported. */
  readonly tenantId: string | null;
  readonly objectId: string | null;
  /** The address of the person's mailbox. */
  readonly email: string;
  readonly displayName: string;
  /** IANA zone. */
  readonly timeZone: string;
  readonly roles: readonly Role[];
  readonly active: boolean;
}

/** A person as others see them. */
export interface PersonSummary {
  readonly id: string;
  readonly displayName: string;
  readonly email: string;
}

/** A person with the state of their calendar connection, as administrators see them. */
export interface PersonWithConnection extends Person {
  readonly connection: ConnectionState;
}

interface NewPerson {
  readonly tenantId: string;
  readonly objectId: string;
  readonly email: string;
  readonly displayName: string;
}

/** Port, filled by the store. Addresses are compared without regard to case. */
export interface People {
  find(personId: string): Promise<Person | null>;
  findByAccount(tenantId: string, objectId: string): Promise<Person | null>;
  findByEmail(email: string): Promise<Person | null>;
  /** Ties an imported person to the account that signed in; null when tied to one already. */
  linkAccount(personId: string, tenantId: string, objectId: string): Promise<Person | null>;
  /** Null when the account or the address exists already. Zone: that of most buildings. */
  create(person: NewPerson): Promise<Person | null>;
  change(
    personId: string,
    change: { readonly roles?: readonly Role[] | undefined; readonly active?: boolean | undefined },
  ): Promise<Person | null>;
  /** Active people whose name or address holds the text, best first. */
  search(text: string, limit: number): Promise<readonly PersonSummary[]>;
  /** Everybody by name; `after` is the id of the last person of the page before. */
  list(page: {
    readonly text: string;
    readonly after: string | null;
    readonly limit: number;
  }): Promise<readonly PersonWithConnection[]>;
}
