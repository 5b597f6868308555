import { pathWithQuery } from "../../ui/api/api-call.ts";
import { useSession } from "../../ui/api/session.ts";
import { LinkButton } from "../../ui/components/button.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

interface ConnectLinkProps {
  /** The page of ours to come back to, as a path. */
  readonly returnTo: string;
  /** Whose calendars the space is in that this is for; without one the person's own tenant's. */
  readonly providerId?: string | null;
  readonly look?: "primary" | "secondary";
  readonly size?: "small" | "normal";
  readonly children?: string;
}

/** Leads to Microsoft's page, where the person lets us write into their own calendar. */
export function ConnectLink({
  returnTo,
  providerId,
  look = "primary",
  size = "normal",
  children,
}: ConnectLinkProps) {
  const { t } = useMessages();
  const { calendar_connection: connection } = useSession();
  return (
    <LinkButton
      look={look}
      size={size}
      leavesPage
      href={pathWithQuery(connection.connect_url, {
        return_to: returnTo,
        provider_id: providerId ?? undefined,
      })}
    >
      {children ?? t.connection.connect}
    </LinkButton>
  );
}
