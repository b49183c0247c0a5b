// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Builds every client file of every app: `src/nahdran/<app>/client/<file>.ts` becomes the entry `<app>/<file>`, and the one
 * stylesheet of `ui` stands beside them. The manifest tells the templates the hashed names.
 */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const APPS = "src/nahdran";

/** `{ "places/picker": "src/nahdran/places/client/picker.ts", … }`; folders below `client` hold what entries import. */
export function entries(root: string = process.cwd()): Record<string, string> {
  const found: Record<string, string> = { "ui/style": `${APPS}/ui/client/style.css` };
  for (const app of readdirSync(join(root, APPS))) {
    const folder = `${APPS}/${app}/client`;
    if (!existsSync(join(root, folder))) continue;
    for (const file of readdirSync(join(root, folder)).sort()) {
      if (file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.endsWith(".d.ts")) {
        found[`${app}/${file.slice(0, -3)}`] = `${folder}/${file}`;
      }
    }
  }
  return found;
}

/** Fails the build where a page would load the map library before a map is opened, or a base script of more than 15 KB. */
function budgets(): Plugin {
  return {
    name: "nahdran-budgets",
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk" || !chunk.isEntry) continue;
        const seen = new Set<string>();
        const waiting = [chunk.fileName];
        for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
          const part = bundle[name];
          if (seen.has(name) || part?.type !== "chunk") continue;
          seen.add(name);
          if (part.moduleIds.some((id) => id.includes("/maplibre-gl/"))) this.error(`${chunk.name} loads the map library at once; import it where a map is opened.`);
          waiting.push(...part.imports);
        }
        if (chunk.name === "ui/base" && chunk.code.length > 15_000) this.error(`ui/base has ${chunk.code.length} bytes; at most 15,000 are for every page.`);
      }
    },
  };
}

// The browsers that know light-dark(), on which every colour of ours stands.
const BROWSERS = ["chrome123", "edge123", "firefox121", "safari17.5"];

/** The service worker as one plain script, `worker.js`: a worker at a fixed address cannot load modules under hashed names. */
function worker(): Plugin {
  return {
    name: "nahdran-worker",
    apply: "build",
    async generateBundle() {
      const made = await build({
        configFile: false,
        logLevel: "warn",
        publicDir: false,
        build: { write: false, target: BROWSERS, rolldownOptions: { input: `${APPS}/pwa/client/worker/main.ts`, output: { format: "iife" } } },
      });
      const parts = Array.isArray(made) ? made.flatMap(({ output }) => output) : "output" in made ? made.output : [];
      const [script] = parts;
      if (script?.type !== "chunk" || parts.length !== 1) return this.error("The worker must be one file.");
      this.emitFile({ type: "asset", fileName: "worker.js", source: script.code });
    },
  };
}

export default defineConfig({
  plugins: [budgets(), worker()],
  // Relative, so that the files work under any STATIC_URL.
  base: "./",
  publicDir: false,
  build: {
    outDir: join(process.env["BUILD_DIR"] ?? "build", "client"),
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: BROWSERS,
    // The map library is large and loaded only where a map is opened.
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: entries(),
      // htmx contains an eval that our settings of it never reach (allowEval is off, and the policy of the pages forbids it).
      checks: { eval: false },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["src/nahdran/*/client/**/*.test.ts"],
  },
});
