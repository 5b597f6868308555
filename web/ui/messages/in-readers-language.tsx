import { useEffect, useState, type ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import { languagesHere, onLanguageChosen } from "./language.ts";
import { loadMessages, type Messages, MessagesContext } from "./messages.ts";

/** All of the page in the reader's language; in another as soon as that is chosen, in any tab. */
export function InReadersLanguage(props: { messages: Messages; children: ReactNode }) {
  const [messages, setMessages] = useState(props.messages);
  const { locale } = messages.formats;
  const { manifest } = messages.t.layout;

  useEffect(() => {
    let choices = 0;
    const follow = async (): Promise<void> => {
      const choice = ++choices;
      const loaded = await loadMessages(languagesHere());
      // Words of an earlier choice may take longer to load than those of the last.
      if (choice === choices) setMessages(loaded);
    };
    return onLanguageChosen(() => void follow());
  }, []);

  useEffect(() => {
    document.documentElement.lang = locale;
    document.querySelector("link[rel=manifest]")?.setAttribute("href", manifest);
  }, [locale, manifest]);

  return (
    <I18nProvider locale={locale}>
      <MessagesContext value={messages}>{props.children}</MessagesContext>
    </I18nProvider>
  );
}
