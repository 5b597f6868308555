import type { OfferedService } from "../../../src/contract/services.ts";
import { Checkbox } from "../../ui/components/checkbox.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { serviceWords } from "./service-words.ts";

interface ServiceChoiceProps {
  readonly offered: readonly OfferedService[];
  readonly label?: string | undefined;
  /** Ids. */
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

/** Which services a meeting has, each with the time that it needs. */
export function ServiceChoice({ offered, label, chosen, onChange }: ServiceChoiceProps) {
  const { t } = useMessages();
  return (
    <fieldset className="field">
      <legend className="field-label">{label ?? t.services.label}</legend>
      {offered.map((service) => {
        const { id, name, on_every_reservation: isAlways } = service;
        const others = chosen.filter((each) => each !== id);
        return (
          <Checkbox
            key={id}
            isSelected={isAlways || chosen.includes(id)}
            isDisabled={isAlways}
            onChange={(isChosen) => onChange(isChosen ? [...others, id] : others)}
            description={serviceWords(t.services, service)}
          >
            {name}
          </Checkbox>
        );
      })}
    </fieldset>
  );
}
