import { useMessages } from "../messages/messages.ts";
import { Button } from "./button.tsx";

interface TimeButtonsProps<T> {
  readonly label: string;
  readonly zone: string;
  readonly times: readonly T[];
  readonly isPending: boolean;
  readonly onPress: (time: T) => void;
  readonly className: string;
}

/** A button for each time, which says how long it is and when it ends. */
export function TimeButtons<T extends { readonly start: string; readonly end: string }>({
  label,
  zone,
  times,
  isPending,
  onPress,
  className,
}: TimeButtonsProps<T>) {
  const { t, formats } = useMessages();
  return (
    <fieldset className={className}>
      <legend>{label}</legend>
      {times.map((time) => (
        <Button key={time.end} isPending={isPending} onPress={() => onPress(time)}>
          <span className="time-length">
            {t.panel.minutes({ count: (Date.parse(time.end) - Date.parse(time.start)) / 60_000 })}
          </span>{" "}
          <span className="time-end">
            {t.panel.untilTime({ time: formats.time(time.end, zone) })}
          </span>
        </Button>
      ))}
    </fieldset>
  );
}
