import { createContext, use } from "react";
import { spaceAddress } from "./spaces/space-address.ts";

/** Where the face that one is on shows what its pages lead to. */
export interface Addresses {
  readonly home: string;
  /** Where one looks for a space. */
  readonly find: string;
  readonly approvals: string;
  readonly reservation: (id: string) => string;
  readonly space: (id: string) => string;
}

/** Of the portal, which the planner and administration lead to as well. */
const PORTAL: Addresses = {
  home: "/",
  find: "/find",
  approvals: "/approvals",
  reservation: (id) => `/reservations/${id}`,
  space: (id) => spaceAddress(id),
};

/** Of the phone: whoever begins there stays there. */
export const PHONE_ADDRESSES: Addresses = {
  home: "/m",
  find: "/m/near",
  approvals: "/m/approvals",
  reservation: (id) => `/m/reservations/${id}`,
  space: (id) => `/m/space/${id}`,
};

export const AddressesContext = createContext(PORTAL);

export function useAddresses(): Addresses {
  return use(AddressesContext);
}
