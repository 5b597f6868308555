import type { GuidedSetUp } from "../../../src/contract/guided-set-up.ts";
import { Select } from "../../ui/components/select.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

const ANOTHER = "new";

interface ProviderChoiceProps {
  readonly setUp: GuidedSetUp;
  readonly onChoose: (id: string) => void;
}

/** Whose steps are shown, with how far each provider is; from the second on, since the first is one. */
export function ProviderChoice({ setUp: { provider, providers }, onChoose }: ProviderChoiceProps) {
  const { t } = useMessages();
  if (providers.length === 0) return null;
  const words = t.setUp.providers;
  return (
    <div className="toolbar">
      <Select
        label={words.label}
        choices={[
          ...providers.map(({ id, name, active, synced_rooms: count }) => ({
            key: id,
            label: name,
            description: active ? words.synced({ count }) : words.inactive,
          })),
          { key: ANOTHER, label: words.another, description: words.anotherMeans },
        ]}
        value={provider?.id ?? ANOTHER}
        onChange={onChoose}
      />
    </div>
  );
}
