import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import { assembleSimulator, type AssemblyOptions } from "./assemble-simulator.ts";
import { openCertificates } from "./certificates/certificate-store.ts";
import type { Entra } from "./entra/entra.ts";
import type { World } from "./world.ts";

export interface SimulatorOptions extends AssemblyOptions {
  /** Port of everything over HTTPS; 0 for any free one. */
  readonly httpsPort: number;
  /** Port of the pages that people see, over plain HTTP at loopback; 0 for any free one. */
  readonly pagesPort: number;
  /** Address to listen on for HTTPS. Default 127.0.0.1. The pages stay on 127.0.0.1. */
  readonly host?: string;
  /** Whether discovery sends browsers to the plain HTTP pages. Default no: MSAL insists on HTTPS. */
  readonly advertisePagesOverHttp?: boolean;
}

/** A running simulator. */
export interface Simulator {
  readonly world: World;
  readonly entra: Entra;
  readonly httpsUrl: string;
  readonly pagesUrl: string;
  /** File for NODE_EXTRA_CA_CERTS. */
  readonly caCertificatePath: string;
  readonly caCertificatePem: string;
  /** Asks what stands behind `httpsUrl` without a socket; rejects where the connection would break. */
  inject(request: InjectOptions): Promise<LightMyRequestResponse>;
  /** Stops listening and writes what is to be kept. */
  close(): Promise<void>;
}

async function listen(app: FastifyInstance, port: number, host: string): Promise<number> {
  await app.listen({ port, host });
  return (app.server.address() as AddressInfo).port;
}

/** Certificates go beside the kept state, or into a folder of their own that lives as long as we. */
async function openCertificateFolder(
  dataFolder: string | null,
): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> {
  if (dataFolder !== null) {
    return { folder: path.join(dataFolder, "certificates"), remove: () => Promise.resolve() };
  }
  const folder = await mkdtemp(path.join(tmpdir(), "exchange-simulator-"));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * Starts Exchange Online in small: Entra ID and Graph over HTTPS with a certificate authority of its
 * own, and the pages that people see over plain HTTP too. Rejects with the system's error where a
 * port is taken.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { host = "127.0.0.1" } = options;
  const certificateFolder = await openCertificateFolder(options.dataFolder);
  const certificates = await openCertificates(certificateFolder.folder, [], Date.now());
  const { world, entra, addresses, https, pages, ...assembly } = await assembleSimulator(
    options,
    certificates.server,
  );
  const close = async (): Promise<void> => {
    await assembly.close();
    await certificateFolder.remove();
  };
  try {
    addresses.httpsUrl = `https://localhost:${await listen(https, options.httpsPort, host)}`;
    addresses.pagesUrl = `http://localhost:${await listen(pages, options.pagesPort, "127.0.0.1")}`;
  } catch (error) {
    await close();
    throw error;
  }
  addresses.signInUrl =
    options.advertisePagesOverHttp === true ? addresses.pagesUrl : addresses.httpsUrl;
  return {
    world,
    entra,
    httpsUrl: addresses.httpsUrl,
    pagesUrl: addresses.pagesUrl,
    caCertificatePath: certificates.caCertificatePath,
    caCertificatePem: certificates.caCertificatePem,
    inject: (request) => https.inject(request),
    close,
  };
}
