import { done, type Outcome, refused } from "../outcome.ts";
import type { Actor } from "../people/actor.ts";
import { providerSecretContext } from "../people/provider-apps.ts";
import { type CalendarProviderView, calendarProviderView } from "./calendar-provider-view.ts";
import type { CalendarProviderContent, CalendarProviderRecord, ProviderWritten } from "./ports.ts";
import type { SettingsDependencies } from "./settings-dependencies.ts";

/**
 * A calendar provider as an administrator fills it in. Secrets left out stay as they are; a new
 * secret takes the place of a certificate and the other way round, for an application proves
 * itself by one of them.
 */
export interface CalendarProviderForm {
  readonly name: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  /** PEM: the private key and the certificate. */
  readonly clientCertificate?: string;
  /** Left out: as it is. */
  readonly delegatedUserEmail?: string | null;
  readonly active: boolean;
}

export async function listCalendarProviders(
  deps: SettingsDependencies,
): Promise<readonly CalendarProviderView[]> {
  const mode = await deps.integrationMode();
  const providers = await deps.providers.list();
  return Promise.all(providers.map((provider) => calendarProviderView(deps, provider, mode)));
}

export async function getCalendarProvider(
  deps: SettingsDependencies,
  id: string,
): Promise<Outcome<CalendarProviderView>> {
  const provider = await deps.providers.find(id);
  if (provider === null) return providerNotFound();
  return done(await calendarProviderView(deps, provider, await deps.integrationMode()));
}

/** Makes a provider, or with an id changes one; its secrets are sealed before they are kept. */
export async function saveCalendarProvider(
  deps: SettingsDependencies,
  actor: Actor,
  form: CalendarProviderForm,
  id?: string,
): Promise<Outcome<CalendarProviderView>> {
  const stored = id === undefined ? null : await deps.providers.find(id);
  if (id !== undefined && stored === null) return providerNotFound();
  const refusal = await refuseForm(deps, form, stored);
  if (refusal !== null) return refusal;

  const providerId = id ?? deps.newId();
  const content = contentOf(deps, form, providerId);
  const note = {
    actor,
    action: stored === null ? "calendar_provider_created" : "calendar_provider_changed",
    subjectKind: "calendar_provider",
    subjectId: providerId,
    details: changesOf(form, stored),
  } as const;
  const written =
    stored === null
      ? await deps.providers.create(providerId, content, note)
      : await deps.providers.update(providerId, content, note);
  deps.forgetPlaces();
  return answerWritten(deps, written);
}

/**
 * In strict and personal mode the delegated user is required of an active provider. In normal mode
 * the field is not shown and nobody is delegated; what is stored is kept, so that a change of the
 * mode and back loses nothing, and what is sent is stored, so that a change of the mode can be
 * prepared (the change is refused until each provider has a delegated user who is connected).
 */
async function refuseForm(
  deps: SettingsDependencies,
  form: CalendarProviderForm,
  stored: CalendarProviderRecord | null,
) {
  const delegatedUser =
    form.delegatedUserEmail === undefined ? stored?.delegatedUserEmail : form.delegatedUserEmail;
  const mode = await deps.integrationMode();
  if (mode !== "normal" && form.active && !delegatedUser) {
    return refused(
      "delegated_user_missing",
      `In ${mode} mode an active calendar provider needs a delegated user.`,
      "Enter the address of the account that holds the meetings.",
      { fields: [{ field: "delegated_user_email", message: `Required in ${mode} mode.` }] },
    );
  }
  if (form.clientSecret !== undefined && form.clientCertificate !== undefined) {
    const message = "Give either a client secret or a certificate.";
    return refused("invalid_request", "An application proves itself by one of them.", message, {
      fields: ["client_secret", "client_certificate"].map((field) => ({ field, message })),
    });
  }
  if (stored?.active && !form.active) {
    const configurations = await deps.configurations.list({ providerId: stored.id });
    const activeCount = configurations.filter(({ active }) => active).length;
    if (activeCount > 0) {
      return refused(
        "provider_in_use",
        `${activeCount} synchronised spaces use this calendar provider.`,
        "Deactivate their sync configurations first.",
      );
    }
  }
  return null;
}

function contentOf(
  deps: SettingsDependencies,
  form: CalendarProviderForm,
  providerId: string,
): CalendarProviderContent {
  const { name, tenantId, clientId, delegatedUserEmail, active } = form;
  const { clientSecret, clientCertificate } = form;
  const seal = (kind: "client_secret" | "client_certificate", plain: string | undefined) =>
    plain === undefined
      ? undefined
      : deps.vault.seal(plain, providerSecretContext(kind, providerId));
  return {
    name,
    tenantId,
    clientId,
    clientSecretSealed:
      clientCertificate === undefined ? seal("client_secret", clientSecret) : null,
    clientCertificateSealed:
      clientSecret === undefined ? seal("client_certificate", clientCertificate) : null,
    delegatedUserEmail,
    active,
  };
}

/** For the audit: which fields changed and to what; of a secret only that it changed. */
function changesOf(
  form: CalendarProviderForm,
  stored: CalendarProviderRecord | null,
): Record<string, unknown> {
  const { name, tenantId, clientId, delegatedUserEmail, active } = form;
  const wanted = { name, tenantId, clientId, delegatedUserEmail, active };
  const before: Record<string, unknown> = { ...stored };
  const changed = Object.entries(wanted).filter(
    ([field, value]) => value !== undefined && value !== before[field],
  );
  return {
    ...Object.fromEntries(changed),
    ...(form.clientSecret !== undefined && { client_secret: "changed" }),
    ...(form.clientCertificate !== undefined && { client_certificate: "changed" }),
  };
}

async function answerWritten(
  deps: SettingsDependencies,
  written: ProviderWritten,
): Promise<Outcome<CalendarProviderView>> {
  if (written.ok) {
    return done(await calendarProviderView(deps, written.provider, await deps.integrationMode()));
  }
  if (written.fault === "provider_not_found") return providerNotFound();
  return refused("name_taken", "Another calendar provider has this name.", "Choose another name.", {
    fields: [{ field: "name", message: "Another calendar provider has this name." }],
  });
}

export function providerNotFound() {
  return refused(
    "provider_not_found",
    "There is no such calendar provider.",
    "Look it up again in the list of providers.",
  );
}
