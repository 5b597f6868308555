import { useState } from "react";
import { moduleSchema } from "../../../src/contract/modules.ts";
import { LinkButton } from "../../ui/components/button.tsx";
import { ProblemNotice } from "../../ui/components/problem-notice.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Page } from "../../ui/layout/page.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { useAdminOne } from "../api/admin-calls.ts";
import { ModuleForm } from "./module-form.tsx";
import { ModuleSpaces } from "./module-spaces.tsx";
import { RemoveModule } from "./remove-module.tsx";

/** One reservable module, and what it leaves to its spaces. */
export function ModulePage({ id }: { id: string }) {
  const { t } = useMessages();
  const [failure, setFailure] = useState<unknown>(null);
  const query = useAdminOne("modules", id, moduleSchema);
  return (
    <Page
      title={query.data?.name ?? t.modules.one}
      actions={<LinkButton href="/admin/modules">{t.modules.title}</LinkButton>}
    >
      <QueryState query={query}>
        {(module) => (
          <>
            <ProblemNotice error={failure} />
            <ModuleForm key={module.version} module={module} onFailure={setFailure} />
            <ModuleSpaces module={module} />
            <RemoveModule module={module} />
          </>
        )}
      </QueryState>
    </Page>
  );
}
