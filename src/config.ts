import { z } from "zod";

const SERVICES = ["web", "sync", "jobs"] as const;
export type Service = (typeof SERVICES)[number];

const url = z.url().transform((text) => text.replace(/\/+$/, ""));
const list = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  );

const environmentSchema = z.object({
  USHER_HOST: z.string().default("127.0.0.1"),
  USHER_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  USHER_PUBLIC_URL: url.optional(),
  USHER_NOTIFICATION_URL: url.optional(),
  USHER_SERVICES: list,
  DATABASE_URL: z.string().optional(),
  USHER_DATA_FOLDER: z.string().default("data/usher"),
  USHER_LOGIN_URL: url.default("https://login.microsoftonline.com"),
  USHER_GRAPH_URL: url.default("https://graph.microsoft.com"),
  USHER_OUTLOOK_URL: z.url().default("https://outlook.office.com/calendar"),
  USHER_SIGN_IN_TENANT: z.string().min(1).optional(),
  USHER_SIGN_IN_CLIENT_ID: z.string().min(1).optional(),
  USHER_SIGN_IN_CLIENT_SECRET: z.string().min(1).optional(),
  USHER_ADMINS: list,
  USHER_VAULT_KEY_FILE: z.string().optional(),
  USHER_SET_UP_FILE: z.string().optional(),
  USHER_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  USHER_MAIL_FROM: z
    .string()
    .regex(/^([^<>\r\n]+ )?<?[^\s@<>]+@[^\s@<>]+>?$/, "It is no address such as usher@example.com")
    .optional(),
  USHER_LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  USHER_TRUST_PROXY: z.enum(["true", "false"]).default("false"),
  USHER_REQUESTS_PER_MINUTE: z.coerce.number().int().min(0).default(3000),
});

/** Everything that can be set from outside; the manual is `docs/reference/configuration.md`. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** How browsers reach us; null until the port is known, then `http://localhost:{port}`. */
  readonly publicUrl: string | null;
  /** How Exchange reaches us, where that is another way than browsers take; null: it is not. */
  readonly notificationUrl: string | null;
  readonly services: readonly Service[];
  readonly database:
    | { readonly kind: "server"; readonly url: string }
    | { readonly kind: "embedded"; readonly folder: string };
  /** Where keys and the embedded database live. */
  readonly dataFolder: string;
  readonly loginUrl: string;
  readonly graphUrl: string;
  /** Where people open their calendars; `{mailbox}` and `{date}` in it are filled in. */
  readonly outlookUrl: string;
  readonly signIn: {
    readonly tenant: string;
    readonly clientId: string;
    readonly clientSecret: string;
  } | null;
  /** E-mail addresses that are given the role admin when they sign in. */
  readonly admins: readonly string[];
  /** File of vault keys; by default `vault-keys.json` in the data folder, made at first start. */
  readonly vaultKeyFile: string;
  readonly setUpFile: string | null;
  /** The mail server, and who mail is from; null: no mail is sent. */
  readonly mail: { readonly url: string; readonly from: string } | null;
  readonly logLevel: string;
  readonly trustProxy: boolean;
  /** Per client address; 0 sets no limit. */
  readonly requestsPerMinuteMax: number;
}

/** Reads the environment; throws an error that names every variable at fault. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  servicesArgument?: string,
): Config {
  const parsed = environmentSchema.safeParse(
    Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== "")),
  );
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The settings are not usable. ${faults.join("; ")}`);
  }
  const env = parsed.data;
  return {
    host: env.USHER_HOST,
    port: env.USHER_PORT,
    publicUrl: env.USHER_PUBLIC_URL ?? null,
    notificationUrl: env.USHER_NOTIFICATION_URL ?? null,
    services: chosenServices(servicesArgument?.split(",") ?? env.USHER_SERVICES),
    database: env.DATABASE_URL
      ? { kind: "server", url: env.DATABASE_URL }
      : { kind: "embedded", folder: `${env.USHER_DATA_FOLDER}/database` },
    dataFolder: env.USHER_DATA_FOLDER,
    loginUrl: env.USHER_LOGIN_URL,
    graphUrl: env.USHER_GRAPH_URL,
    outlookUrl: env.USHER_OUTLOOK_URL,
    signIn: signInOf(env),
    admins: env.USHER_ADMINS.map((email) => email.toLowerCase()),
    vaultKeyFile: env.USHER_VAULT_KEY_FILE ?? `${env.USHER_DATA_FOLDER}/vault-keys.json`,
    setUpFile: env.USHER_SET_UP_FILE ?? null,
    mail: mailOf(env),
    logLevel: env.USHER_LOG_LEVEL,
    trustProxy: env.USHER_TRUST_PROXY === "true",
    requestsPerMinuteMax: env.USHER_REQUESTS_PER_MINUTE,
  };
}

function chosenServices(names: readonly string[]): readonly Service[] {
  if (names.length === 0) return SERVICES;
  const known = (name: string): name is Service => (SERVICES as readonly string[]).includes(name);
  const unknown = names.filter((name) => !known(name));
  if (unknown.length > 0) {
    throw new Error(`Unknown services: ${unknown.join(", ")}. Known are ${SERVICES.join(", ")}.`);
  }
  return names.filter(known);
}

function mailOf(env: z.infer<typeof environmentSchema>): Config["mail"] {
  const { USHER_SMTP_URL: address, USHER_MAIL_FROM: from } = env;
  if (address === undefined && from === undefined) return null;
  if (address === undefined || from === undefined) {
    throw new Error("Mail needs both of USHER_SMTP_URL and USHER_MAIL_FROM.");
  }
  return { url: address, from };
}

function signInOf(env: z.infer<typeof environmentSchema>): Config["signIn"] {
  const { USHER_SIGN_IN_TENANT: tenant, USHER_SIGN_IN_CLIENT_ID: clientId } = env;
  const clientSecret = env.USHER_SIGN_IN_CLIENT_SECRET;
  const given = [tenant, clientId, clientSecret].filter(Boolean).length;
  if (given === 0) return null;
  if (!tenant || !clientId || !clientSecret) {
    throw new Error(
      "Sign-in needs all three of USHER_SIGN_IN_TENANT, USHER_SIGN_IN_CLIENT_ID and USHER_SIGN_IN_CLIENT_SECRET.",
    );
  }
  return { tenant, clientId, clientSecret };
}
