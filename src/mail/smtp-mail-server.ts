import { createTransport } from "nodemailer";
import type { SendMail } from "../app/mail/ports.ts";
import type { MailFailure } from "../core/mail/when-to-try-again.ts";

export interface MailServerSettings {
  /** `smtp://` or `smtps://`; may hold a user and a password. */
  readonly url: string;
  /** Who it is from: an address, maybe with a name. */
  readonly from: string;
}

/** Less than a mail is taken for (`src/store/mail/mail-outbox.ts`). */
const TRY_MS = 60_000;
const CONNECT_MS = 10_000;
const REASON_CHARACTERS_MAX = 300;

/** The organisation's mail server, by SMTP; each mail has a connection of its own. */
export function createSmtpMailServer({ url, from }: MailServerSettings): SendMail {
  const transport = createTransport(
    {
      url,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from, headers: { "Auto-Submitted": "auto-generated" } },
  );
  const password = decodeURIComponent(new URL(url).password);
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? "usher.invalid";
  return async ({ id, to, replyTo, subject, text }) => {
    try {
      await transport.sendMail({
        messageId: `<${id}@${domain}>`,
        to: { name: "", address: to },
        ...(replyTo !== null && { replyTo: { name: "", address: replyTo } }),
        subject,
        text,
        signal: AbortSignal.timeout(TRY_MS),
      });
      return null;
    } catch (error) {
      return failureFrom(error, password);
    }
  };
}

/** What nodemailer says of a failed try. */
interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** Codes that speak of one mail, where the server answered at all. */
const ABOUT_MESSAGE: ReadonlySet<string> = new Set(["EENVELOPE", "EMESSAGE"]);

function failureFrom(error: unknown, password: string): MailFailure {
  if (!(error instanceof Error)) throw error;
  const { code = "EUNKNOWN", responseCode, response, message }: SmtpError = error;
  const isAboutMessage = ABOUT_MESSAGE.has(code);
  const reason = `${code} ${response ?? message}`.slice(0, REASON_CHARACTERS_MAX);
  return {
    about: isAboutMessage ? "message" : "server",
    isFinal: isAboutMessage && (responseCode === undefined || responseCode >= 500),
    // No server that is in its senses repeats it.
    reason: password === "" ? reason : reason.replaceAll(password, "[withheld]"),
  };
}
