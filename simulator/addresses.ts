/** Where the simulator is found. The ports are known once it listens, so read these late. */
export interface Addresses {
  /** `https://localhost:PORT`: Graph, Entra ID and everything else; no slash at its end. */
  httpsUrl: string;
  /** `http://localhost:PORT`: the pages people see, without a certificate to accept. */
  pagesUrl: string;
  /** Where discovery sends browsers to sign in and out: one of the two above. */
  signInUrl: string;
}
