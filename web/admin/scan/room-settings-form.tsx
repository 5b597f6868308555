import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import type { ConfigurationScan } from "../../../src/contract/configuration-scan.ts";
import { useSession } from "../../ui/api/session.ts";
import { Button } from "../../ui/components/button.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { fieldFault } from "../field-fault.tsx";
import { CommandBlock } from "./command-block.tsx";
import { decodeText } from "./decode-text.ts";

interface RoomSettingsFormProps {
  readonly scan: ConfigurationScan;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly onHandIn: (printed: string, whenDone: () => void) => void;
}

/** What Graph does not tell: handed in as a file, or as text. */
export function RoomSettingsForm({ scan, error, isPending, onHandIn }: RoomSettingsFormProps) {
  const { t, formats } = useMessages();
  const { person } = useSession();
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const [pasted, setPasted] = useState("");
  const printed = file?.text ?? pasted;
  const given = scan.room_settings;
  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    setFile({ name: chosen.name, text: decodeText(new Uint8Array(await chosen.arrayBuffer())) });
  };
  const empty = () => {
    setFile(null);
    setPasted("");
  };
  return (
    <section className="card" aria-labelledby="room-settings-heading">
      <h2 id="room-settings-heading">{t.scan.settings}</h2>
      <p className="muted">{t.scan.settingsMeans}</p>
      <p>
        {given === null
          ? t.scan.settingsNone
          : t.scan.settingsAge({
              at: formats.dateTime(given.handed_in_at, person.time_zone),
              count: given.rooms,
            })}
      </p>
      <CommandBlock
        command={scan.room_settings_command}
        copyLabel={t.scan.copyCommand({ name: t.scan.settings })}
      />
      <div className="row">
        <FileTrigger
          acceptedFileTypes={[".json", ".txt"]}
          onSelect={(files) => {
            void choose(files?.[0]);
          }}
        >
          <Button>{t.scan.chooseFile}</Button>
        </FileTrigger>
        {file === null ? null : <span>{t.scan.fileChosen({ name: file.name })}</span>}
      </div>
      {file === null ? (
        <TextField
          label={t.scan.settingsPaste}
          lines="many"
          value={pasted}
          onChange={setPasted}
          error={fieldFault(error, "room_settings")}
        />
      ) : null}
      <div className="row">
        <Button
          isDisabled={printed.trim() === ""}
          isPending={isPending}
          onPress={() => onHandIn(printed, empty)}
        >
          {t.scan.handIn}
        </Button>
      </div>
    </section>
  );
}
