import { useState } from "react";
import { useSession } from "../../ui/api/session.ts";
import { Button } from "../../ui/components/button.tsx";
import { Dialog } from "../../ui/components/dialog.tsx";
import { Icon } from "../../ui/components/icon.tsx";
import { TextField } from "../../ui/components/text-field.tsx";
import { tell } from "../../ui/components/toast.tsx";
import { useMessages } from "../../ui/messages/messages.ts";
import { paramsOf, viewFrom, type PlannerView } from "./planner-view.ts";
import { forgetView, readSavedViews, saveView } from "./saved-views.ts";

interface SavedViewsProps {
  readonly view: PlannerView;
  readonly onChoose: (view: PlannerView) => void;
}

/** Views under names, to come back to. */
export function SavedViews({ view, onChoose }: SavedViewsProps) {
  const { t } = useMessages();
  const { person } = useSession();
  const [isOpen, setOpen] = useState(false);
  const [views, setViews] = useState(() => readSavedViews(localStorage, person.id));
  const [name, setName] = useState("");
  const query = paramsOf(view, false).toString();
  const read = () => setViews(readSavedViews(localStorage, person.id));
  const save = () => {
    const wanted = name.trim();
    if (wanted === "") return;
    saveView(localStorage, person.id, { name: wanted, query });
    tell({ title: t.planner.viewSaved({ name: wanted }) });
    setName("");
    read();
  };
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t.planner.views}</Button>
      <Dialog title={t.planner.views} isOpen={isOpen} onClose={() => setOpen(false)}>
        {views.length === 0 ? <p className="muted">{t.planner.noViews}</p> : null}
        <ul className="planner-views" aria-label={t.planner.views}>
          {views.map((saved) => (
            <li key={saved.name} className="row row-between">
              <Button
                look="quiet"
                onPress={() => {
                  onChoose(viewFrom(new URLSearchParams(saved.query), view.date));
                  setOpen(false);
                }}
              >
                {saved.name}
              </Button>
              <Button
                look="quiet"
                size="small"
                aria-label={t.planner.forgetView({ name: saved.name })}
                onPress={() => {
                  forgetView(localStorage, person.id, saved.name);
                  read();
                }}
              >
                <Icon name="cross" />
              </Button>
            </li>
          ))}
        </ul>
        <h3>{t.planner.saveTitle}</h3>
        <TextField
          label={t.planner.viewName}
          description={t.planner.saveSentence}
          value={name}
          onChange={setName}
          maxLength={60}
        />
        <div className="row row-end">
          <Button look="primary" isDisabled={name.trim() === ""} onPress={save}>
            {t.planner.saveView}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
