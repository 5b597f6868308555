import { createPublicKey, timingSafeEqual, createHash } from "node:crypto";
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from "jose";
import type { AppRegistration } from "../directory/directory.ts";
import { findApplication, issuerOf, type Entra } from "./entra.ts";
import { entraError, type EntraError } from "./entra-error.ts";
import type { ClientProof } from "./issue-tokens.ts";

/** What a request to the token endpoint says of the application. */
export interface ClientCredentials {
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  readonly clientAssertion: string | undefined;
  readonly clientAssertionType: string | undefined;
}

export type ClientAuthentication =
  | { readonly ok: true; readonly application: AppRegistration; readonly proof: ClientProof }
  | { readonly ok: false; readonly error: EntraError };

const JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

function refuse(error: EntraError): ClientAuthentication {
  return { ok: false, error };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Credentials of a Basic header, each part URL-decoded (RFC 6749, section 2.3.1). */
export function readBasicCredentials(
  authorization: string | undefined,
): { readonly clientId: string; readonly clientSecret: string } | null {
  const encoded = /^Basic\s+(\S+)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return null;
  const [id = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  try {
    return {
      clientId: decodeURIComponent(id.replaceAll("+", " ")),
      clientSecret: decodeURIComponent(rest.join(":").replaceAll("+", " ")),
    };
  } catch {
    // Not URL-encoded, as some clients send it: take it as it stands.
    return { clientId: id, clientSecret: rest.join(":") };
  }
}

function checkSecret(
  entra: Entra,
  application: AppRegistration,
  secret: string,
): ClientAuthentication {
  const matching = application.secrets.filter(({ value }) =>
    timingSafeEqual(digest(value), digest(secret)),
  );
  const name = `app '${application.clientId}'`;
  if (matching.some(({ expiresAtMs }) => expiresAtMs > entra.clock.now())) {
    return { ok: true, application, proof: "secret" };
  }
  return refuse(
    matching.length > 0
      ? entraError(7000222, `The client secret of ${name} has expired. Make a new one.`)
      : entraError(
          7000215,
          `The client secret of ${name} is wrong. Send the secret's value, not its id.`,
        ),
  );
}

/** Accepted audiences: the token endpoint by every name of the tenant, and the issuer. */
function isOurAudience(entra: Entra, audience: unknown): boolean {
  const { id, domain } = entra.directory.tenant;
  const accepted = [id, domain, "organizations", "common"].map(
    (segment) => `${entra.addresses.httpsUrl}/${segment}/oauth2/v2.0/token`,
  );
  const given = Array.isArray(audience) ? audience : [audience];
  return given.some((each) => each === issuerOf(entra) || accepted.includes(String(each)));
}

async function checkAssertion(
  entra: Entra,
  application: AppRegistration,
  assertion: string,
): Promise<ClientAuthentication> {
  try {
    const header = decodeProtectedHeader(assertion);
    const thumbprint = header["x5t#S256"];
    const certificate = application.certificates.find(
      ({ thumbprintSha256 }) => thumbprintSha256 === thumbprint,
    );
    if (!certificate) {
      const detail = `No certificate with the thumbprint '${String(thumbprint)}' is registered.`;
      return refuse(entraError(700027, detail));
    }
    if (!isOurAudience(entra, decodeJwt(assertion).aud)) return refuse(entraError(700023));
    await jwtVerify(assertion, createPublicKey(certificate.publicKeyPem), {
      algorithms: ["PS256", "RS256"],
      issuer: application.clientId,
      subject: application.clientId,
      requiredClaims: ["exp", "jti"],
      currentDate: new Date(entra.machineNowMs()),
      clockTolerance: "5 minutes",
    });
    return { ok: true, application, proof: "certificate" };
  } catch (error) {
    if (!(error instanceof errors.JOSEError) && !(error instanceof TypeError)) throw error;
    const outOfTime =
      error instanceof errors.JWTExpired ||
      (error instanceof errors.JWTClaimValidationFailed && error.claim === "nbf");
    return refuse(entraError(outOfTime ? 700024 : 700027));
  }
}

/** Finds out which application asks and whether it is the one it says (facts 6.2, 6.4). */
export async function authenticateClient(
  entra: Entra,
  credentials: ClientCredentials,
): Promise<ClientAuthentication> {
  const { clientId, clientSecret, clientAssertion, clientAssertionType } = credentials;
  if (clientId === undefined || clientId === "") {
    return refuse(entraError(900144, "The request must contain the parameter 'client_id'."));
  }
  const application = findApplication(entra, clientId);
  if (!application) {
    const tenant = entra.directory.tenant.displayName;
    const detail = `The application '${clientId}' was not found in the directory '${tenant}'.`;
    return refuse(entraError(700016, detail));
  }
  if (clientAssertion !== undefined) {
    if (clientAssertionType !== JWT_BEARER) {
      return refuse(entraError(700027, `client_assertion_type must be ${JWT_BEARER}.`));
    }
    return checkAssertion(entra, application, clientAssertion);
  }
  if (clientSecret !== undefined) return checkSecret(entra, application, clientSecret);
  const isPublic = application.secrets.length === 0 && application.certificates.length === 0;
  return isPublic ? { ok: true, application, proof: "public" } : refuse(entraError(7000218));
}
