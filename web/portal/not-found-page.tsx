import { LinkButton } from "../ui/components/button.tsx";
import { EmptyState } from "../ui/components/empty-state.tsx";
import { Page } from "../ui/layout/page.tsx";
import { useMessages } from "../ui/messages/messages.ts";

export function NotFoundPage() {
  const { t } = useMessages();
  return (
    <Page title={t.notFound.title}>
      <EmptyState title={t.notFound.sentence}>
        <LinkButton href="/">{t.layout.home}</LinkButton>
      </EmptyState>
    </Page>
  );
}
