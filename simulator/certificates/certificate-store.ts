import { X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { isIP } from "node:net";
import path from "node:path";
import {
  issueAuthority,
  issueServerCertificate,
  type CertificateAndKey,
} from "./issue-certificates.ts";

/** What an HTTPS server needs, and what its clients must trust. */
export interface ServerCertificates {
  readonly server: CertificateAndKey;
  readonly caCertificatePem: string;
  /** File for NODE_EXTRA_CA_CERTS; it holds the authority's certificate and no key. */
  readonly caCertificatePath: string;
}

/** A certificate with less than this left is replaced at the next start. */
const RENEW_BEFORE_EXPIRY_MS = 30 * 24 * 3600 * 1000;

const AUTHORITY_FILES = { certificate: "ca.pem", privateKey: "ca-key.pem" };
const SERVER_FILES = { certificate: "server.pem", privateKey: "server-key.pem" };

async function writePrivately(file: string, text: string): Promise<void> {
  const draft = `${file}.draft`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, file);
}

async function readPair(
  folder: string,
  files: typeof AUTHORITY_FILES,
): Promise<CertificateAndKey | null> {
  const certificateFile = path.join(folder, files.certificate);
  const keyFile = path.join(folder, files.privateKey);
  if (!existsSync(certificateFile) || !existsSync(keyFile)) return null;
  return {
    certificatePem: await readFile(certificateFile, "utf8"),
    privateKeyPem: await readFile(keyFile, "utf8"),
  };
}

async function writePair(
  folder: string,
  files: typeof AUTHORITY_FILES,
  pair: CertificateAndKey,
): Promise<void> {
  await writePrivately(path.join(folder, files.privateKey), pair.privateKeyPem);
  await writePrivately(path.join(folder, files.certificate), pair.certificatePem);
}

function isCurrent(pair: CertificateAndKey, nowMs: number): boolean {
  const { validFrom, validTo } = new X509Certificate(pair.certificatePem);
  return Date.parse(validFrom) <= nowMs && nowMs < Date.parse(validTo) - RENEW_BEFORE_EXPIRY_MS;
}

function serves(pair: CertificateAndKey, authority: CertificateAndKey, hosts: string[]): boolean {
  const certificate = new X509Certificate(pair.certificatePem);
  const issuer = new X509Certificate(authority.certificatePem);
  if (!certificate.checkIssued(issuer) || !certificate.verify(issuer.publicKey)) return false;
  return hosts.every((host) =>
    isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host),
  );
}

/**
 * Reads the authority and the server certificate from `folder`, or makes them there at first start,
 * and again when they are about to expire or do not name every host. `nowMs` is the machine's time,
 * not the simulated one, because it is the clients who judge a certificate.
 */
export async function openCertificates(
  folder: string,
  extraHosts: readonly string[],
  nowMs: number,
): Promise<ServerCertificates> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const hosts = [...new Set(["localhost", "127.0.0.1", "::1", ...extraHosts])];

  let authority = await readPair(folder, AUTHORITY_FILES);
  if (!authority || !isCurrent(authority, nowMs)) {
    authority = await issueAuthority(nowMs);
    await writePair(folder, AUTHORITY_FILES, authority);
  }

  let server = await readPair(folder, SERVER_FILES);
  if (!server || !isCurrent(server, nowMs) || !serves(server, authority, hosts)) {
    const names = {
      dns: hosts.filter((host) => !isIP(host)),
      ip: hosts.filter((host) => isIP(host)),
    };
    server = await issueServerCertificate(authority, names, nowMs);
    await writePair(folder, SERVER_FILES, server);
  }
  return {
    server,
    caCertificatePem: authority.certificatePem,
    caCertificatePath: path.join(folder, AUTHORITY_FILES.certificate),
  };
}
