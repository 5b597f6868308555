import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { I18nProvider } from "react-aria-components";
import { App } from "./app.tsx";
import { createQueryClient } from "./ui/api/query-client.ts";
import { loadMessages, MessagesContext } from "./ui/messages/messages.ts";
import { languagesHere } from "./ui/messages/language.ts";
import "./ui/theme/tokens.css";
import "./ui/theme/base.css";
import "./ui/components/card.css";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no element with the id root.");

const messages = await loadMessages(languagesHere());
document.documentElement.lang = messages.formats.locale;

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <I18nProvider locale={messages.formats.locale}>
        <MessagesContext value={messages}>
          <App />
        </MessagesContext>
      </I18nProvider>
    </QueryClientProvider>
  </StrictMode>,
);
