import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { openCertificates } from "./certificate-store.ts";
import { trustAuthority } from "./trust-authority.ts";

const DAY_MS = 24 * 3600 * 1000;

describe("the simulator's certificates", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "simulator-certificates-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test("a second start finds the certificates of the first", async () => {
    const first = await openCertificates(folder, [], Date.now());
    const second = await openCertificates(folder, [], Date.now());
    assert.deepEqual(second, first);
  });

  test("private keys are readable by their owner only", async () => {
    await openCertificates(folder, [], Date.now());
    for (const file of ["ca-key.pem", "server-key.pem"]) {
      const { mode } = await stat(path.join(folder, file));
      assert.equal(mode & 0o777, 0o600, file);
    }
  });

  test("a server certificate close to its end is renewed by the same authority", async () => {
    const first = await openCertificates(folder, [], Date.now());
    const later = await openCertificates(folder, [], Date.now() + 365 * DAY_MS);
    assert.notEqual(later.server.certificatePem, first.server.certificatePem);
    assert.equal(later.caCertificatePem, first.caCertificatePem);
  });

  test("an authority close to its end is replaced, and the server certificate with it", async () => {
    const first = await openCertificates(folder, [], Date.now());
    const later = await openCertificates(folder, [], Date.now() + 3640 * DAY_MS);
    assert.notEqual(later.caCertificatePem, first.caCertificatePem);
    const server = new X509Certificate(later.server.certificatePem);
    assert.ok(server.verify(new X509Certificate(later.caCertificatePem).publicKey));
  });

  test("a host that the certificate does not name yet gets a new certificate", async () => {
    const certificates = await openCertificates(folder, ["exchange.test"], Date.now());
    const server = new X509Certificate(certificates.server.certificatePem);
    assert.equal(server.checkHost("exchange.test"), "exchange.test");
    assert.equal(server.checkIP("127.0.0.1"), "127.0.0.1");
  });

  test("a process that trusts the authority reaches the server by name and by address", async () => {
    const { server, caCertificatePem } = await openCertificates(folder, [], Date.now());
    const https = createServer(
      { cert: server.certificatePem, key: server.privateKeyPem },
      (_request, response) => response.end("reached"),
    );
    await new Promise<void>((resolve) => {
      https.listen(0, "127.0.0.1", resolve);
    });
    try {
      const { port } = https.address() as AddressInfo;
      await assert.rejects(fetch(`https://127.0.0.1:${port}/`));
      trustAuthority(caCertificatePem);
      for (const host of ["localhost", "127.0.0.1"]) {
        const response = await fetch(`https://${host}:${port}/`);
        assert.equal(await response.text(), "reached");
      }
    } finally {
      https.closeAllConnections();
      https.close();
    }
  });
});
