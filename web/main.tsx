import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { createQueryClient } from "./ui/api/query-client.ts";
import { InReadersLanguage } from "./ui/messages/in-readers-language.tsx";
import { languagesHere } from "./ui/messages/language.ts";
import { loadMessages } from "./ui/messages/messages.ts";
import "./ui/theme/tokens.css";
import "./ui/theme/base.css";
import "./ui/components/card.css";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no element with the id root.");

const messages = await loadMessages(languagesHere());

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <InReadersLanguage messages={messages}>
        <App />
      </InReadersLanguage>
    </QueryClientProvider>
  </StrictMode>,
);
