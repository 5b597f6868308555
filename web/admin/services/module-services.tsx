import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReservableModule } from "../../../src/contract/modules.ts";
import { type KeptService, keptServiceSchema } from "../../../src/contract/services.ts";
import { durationWords } from "../../portal/services/service-words.ts";
import { listOf } from "../../ui/api/answers.ts";
import { callApi } from "../../ui/api/api-call.ts";
import { queryKeys } from "../../ui/api/query-keys.ts";
import { Button } from "../../ui/components/button.tsx";
import { EmptyState } from "../../ui/components/empty-state.tsx";
import { QueryState } from "../../ui/components/query-state.tsx";
import { Table, type Column } from "../../ui/components/table.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { adminPath } from "../api/admin-calls.ts";
import { ServiceDialog } from "./service-dialog.tsx";
import { WithdrawService } from "./withdraw-service.tsx";

/** What one module offers with its spaces. */
export function ModuleServices({ module }: { module: ReservableModule }) {
  const { t } = useMessages();
  const [opened, setOpened] = useState<KeptService | "new" | null>(null);
  const query = useServicesOf(module.id);
  const columns = useColumns(module, setOpened);
  const heading = `services-of-${module.id}`;
  return (
    <section className="card" aria-labelledby={heading}>
      <div className="row row-between">
        <div>
          <h2 id={heading}>{module.name}</h2>
          <p className="small muted">{t.modules.spaceCount({ count: module.space_count })}</p>
        </div>
        <Button
          aria-label={t.adminServices.addTo({ module: module.name })}
          onPress={() => setOpened("new")}
        >
          {t.adminServices.add}
        </Button>
      </div>
      <QueryState query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={t.adminServices.none} />
          ) : (
            <Table
              caption={t.adminServices.of({ module: module.name })}
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
            />
          )
        }
      </QueryState>
      {opened === null ? null : (
        <ServiceDialog
          module={module}
          service={opened === "new" ? null : opened}
          onClose={() => setOpened(null)}
        />
      )}
    </section>
  );
}

function useServicesOf(moduleId: string) {
  return useQuery({
    queryKey: queryKeys.admin("modules", "services", moduleId),
    queryFn: async () =>
      (
        await callApi({
          path: adminPath("modules", moduleId, "services"),
          schema: listOf(keptServiceSchema),
        })
      ).items,
  });
}

function useColumns(
  module: ReservableModule,
  open: (service: KeptService) => void,
): Column<KeptService>[] {
  const { t } = useMessages();
  const minutes = (count: number) =>
    count === 0 ? t.adminServices.noTime : durationWords(t.services, count);
  return [
    {
      key: "name",
      header: t.adminServices.name,
      namesRow: true,
      cell: ({ name, description }) => (
        <span className="stack-small">
          {name}
          {description === "" ? null : <span className="small muted">{description}</span>}
        </span>
      ),
    },
    {
      key: "preparation",
      header: t.services.parts.preparation,
      cell: (service) => minutes(service.preparation_minutes),
    },
    {
      key: "clean-up",
      header: t.services.parts.clean_up,
      cell: (service) => minutes(service.clean_up_minutes),
    },
    {
      key: "lead-time",
      header: t.adminServices.leadTime,
      cell: (service) => minutes(service.lead_time_minutes),
    },
    {
      key: "rules",
      header: t.adminServices.rules,
      cell: (service) =>
        [
          service.on_every_reservation ? t.adminServices.isAlways : t.adminServices.isChosen,
          service.is_blocker_mandatory ? t.adminServices.isMandatory : "",
        ]
          .filter((rule) => rule !== "")
          .join(", "),
    },
    {
      key: "acts",
      header: t.admin.acts,
      headerIsHidden: true,
      cell: (service) => (
        <span className="row row-end">
          <Button
            size="small"
            aria-label={t.adminServices.editOne({ name: service.name, module: module.name })}
            onPress={() => open(service)}
          >
            {t.actions.edit}
          </Button>
          <WithdrawService module={module} service={service} />
        </span>
      ),
    },
  ];
}
