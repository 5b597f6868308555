import { useApprovals } from "../../ui/api/approvals.ts";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { PagedRows } from "../../ui/components/paged-rows.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { ApprovalCards } from "./approval-cards.tsx";

/** What waits for my approval. */
export function ApprovalsPage() {
  const { t } = useMessages();
  const query = useApprovals();
  return (
    <Page title={t.approvals.title} intro={t.approvals.intro}>
      <PagedRows query={query}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t.approvals.none} />
          ) : (
            <ApprovalCards items={items} headingLevel={2} />
          )
        }
      </PagedRows>
    </Page>
  );
}
