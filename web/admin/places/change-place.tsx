import { Button } from "../../ui/components/button.tsx";
import { useMessages } from "../../ui/messages/messages.ts";

interface ChangePlaceProps {
  readonly name: string;
  readonly onPress: () => void;
}

/** Opens the form of a building or a space, in the row of a table that it stands in. */
export function ChangePlace({ name, onPress }: ChangePlaceProps) {
  const { t } = useMessages();
  return (
    <Button size="small" aria-label={t.adminPlaces.changeOne({ name })} onPress={onPress}>
      {t.adminPlaces.change}
    </Button>
  );
}
