import { createHash, createPrivateKey, webcrypto, X509Certificate } from "node:crypto";
import * as openid from "openid-client";

/** A certificate that cannot authenticate the application; the message says why, for people. */
export class CertificateError extends Error {
  override readonly name = "CertificateError";
}

/**
 * Authenticates an application by a signed assertion instead of a secret (facts 6.4): PS256, the
 * certificate named by `x5t#S256`, the token endpoint as audience. `pem` holds the private key
 * and the certificate, in any order.
 */
export async function certificateCredential(
  pem: string,
  tokenEndpoint: string,
  now: Date,
): Promise<openid.ClientAuth> {
  const certificate = readCertificate(pem, now);
  const key = await importKey(pem, certificate);
  const thumbprint = createHash("sha256").update(certificate.raw).digest("base64url");
  return openid.PrivateKeyJwt(key, {
    [openid.modifyAssertion]: (header, payload) => {
      header["typ"] = "JWT";
      header["x5t#S256"] = thumbprint;
      payload["aud"] = tokenEndpoint;
    },
  });
}

function readCertificate(pem: string, now: Date): X509Certificate {
  const text = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(pem)?.[0];
  if (!text) throw new CertificateError("There is no certificate in the PEM text.");
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(text);
  } catch {
    throw new CertificateError("The certificate in the PEM text cannot be read.");
  }
  if (certificate.validToDate < now) {
    const day = certificate.validToDate.toISOString().slice(0, 10);
    throw new CertificateError(`The certificate expired on ${day}.`);
  }
  return certificate;
}

async function importKey(pem: string, certificate: X509Certificate): Promise<webcrypto.CryptoKey> {
  const text = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/.exec(
    pem,
  )?.[0];
  if (!text) throw new CertificateError("There is no private key in the PEM text.");
  let key;
  try {
    key = createPrivateKey(text);
  } catch {
    // The cause is not kept: a parser's message may quote the key.
    throw new CertificateError("The private key cannot be read; it must not have a passphrase.");
  }
  if (key.asymmetricKeyType !== "rsa") {
    throw new CertificateError("The private key must be an RSA key.");
  }
  if (!certificate.checkPrivateKey(key)) {
    throw new CertificateError("The private key does not belong to the certificate.");
  }
  const der = key.export({ type: "pkcs8", format: "der" });
  const algorithm = { name: "RSA-PSS", hash: "SHA-256" };
  return webcrypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]);
}
