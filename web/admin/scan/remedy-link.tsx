import { pathWithQuery } from "../../ui/api/api-call.ts";
import { LinkButton } from "../../ui/components/button.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

/** To a page of ours, or to Microsoft and back to where it was found. */
export function RemedyLink({ url, returnTo }: { url: string; returnTo: string }) {
  const { t } = useMessages();
  if (!url.startsWith("/connect/")) {
    return (
      <LinkButton size="small" href={url}>
        {t.scan.go}
      </LinkButton>
    );
  }
  return (
    <LinkButton size="small" leavesPage href={pathWithQuery(url, { return_to: returnTo })}>
      {url.startsWith("/connect/admin-consent/") ? t.scan.consent : t.scan.connect}
    </LinkButton>
  );
}
