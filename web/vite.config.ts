import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { phoneWorker } from "./mobile/worker/phone-worker-plugin.ts";
import { isLanguage } from "./ui/messages/language.ts";

/** Where `npm start` serves the API; `vite web` forwards to it while the faces are being worked on. */
const server = process.env["USHER_DEV_SERVER"] ?? "http://localhost:8080";

/**
 * React Aria and zod bring their sentences in some fifty languages each, half of the bundle. Those
 * we have no catalogue for are left out.
 */
function onlyOurLanguages(): Plugin {
  const sentences = [
    /[\\/]react-(?:aria|stately|aria-components)[\\/].*[\\/]intl[\\/].*?([a-z]{2})-[A-Z]{2}\.mjs$/,
    /[\\/]zod[\\/]v4[\\/]locales[\\/]([a-z]{2})(?:-[A-Z]{2})?\.js$/,
  ];
  return {
    name: "usher:only-our-languages",
    enforce: "pre",
    load(id) {
      const language = sentences.map((pattern) => pattern.exec(id)?.[1]).find(Boolean);
      if (language === undefined || isLanguage(language)) return null;
      return "export default {};";
    },
  };
}

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [onlyOurLanguages(), react(), phoneWorker()],
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    // The first versions with light-dark() and CSS nesting, so that both reach the browser as written.
    target: ["chrome123", "edge123", "firefox121", "safari17.5"],
    // The content security policy allows no data: scripts or fonts; every asset is a file.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // Libraries change less often than we do: browsers keep them over our releases.
        codeSplitting: {
          groups: [
            {
              name: "aria",
              test: /node_modules[\\/](?:react-aria|react-stately|@internationalized)/,
            },
            // What reads codes is fetched by whoever scans one.
            { name: "libraries", test: /node_modules[\\/](?!qr[\\/])/ },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ["/api", "/auth", "/connect"].map((path) => [path, { target: server, changeOrigin: false }]),
    ),
  },
});
