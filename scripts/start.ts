import { buildApp } from "./build/build-app.ts";
import { obtainElectron } from "./start/obtain-electron.ts";
import { runElectron } from "./start/run-electron.ts";

await buildApp();
const electron = await obtainElectron((news) => console.log(news));
const outcome =
  electron.type === "ready" ? await runElectron(electron.path, process.argv.slice(2)) : electron;
if (outcome.type === "unavailable") {
  const instead = process.argv.includes("--no-open")
    ? "Open Facet in a browser instead, with the link below."
    : "Facet opens in your browser instead.";
  console.log(`${outcome.reason} ${instead}`);
  await import(new URL("../dist/electron/serve.js", import.meta.url).href);
} else {
  process.exitCode = outcome.exitCode;
}
