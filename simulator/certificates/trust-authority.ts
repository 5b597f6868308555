import { getCACertificates, setDefaultCACertificates } from "node:tls";

/**
 * Makes this process trust an authority for every TLS connection it opens from now on, `fetch`
 * included: what NODE_EXTRA_CA_CERTS does for a process that has not started yet. For tests, which
 * learn the authority only once the simulator runs.
 */
export function trustAuthority(caCertificatePem: string): void {
  setDefaultCACertificates([...getCACertificates("default"), caCertificatePem]);
}
