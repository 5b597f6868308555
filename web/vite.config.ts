import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where `npm start` serves the API; `vite web` forwards to it while the faces are being worked on. */
const server = process.env["USHER_DEV_SERVER"] ?? "http://localhost:8080";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [react()],
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    // The first versions with light-dark() and CSS nesting, so that both reach the browser as written.
    target: ["chrome123", "edge123", "firefox121", "safari17.5"],
    // The content security policy allows no data: scripts or fonts; every asset is a file.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: Object.fromEntries(
      ["/api", "/auth", "/connect"].map((path) => [path, { target: server, changeOrigin: false }]),
    ),
  },
});
