import { app } from "electron";
import { inBackground } from "../in-background.ts";
import type { OpenedItems } from "./opened-items.ts";

/**
 * Receives what is opened with Facet: arguments of this start and of a second one, and on macOS the system's
 * events, which may come before the app is ready.
 * @returns to be called when the window can be brought to the front for later ones
 */
export function receiveOpened(opened: OpenedItems): (reveal: () => void) => void {
  let reveal = () => {};
  app.on("open-file", (event, path) => {
    event.preventDefault();
    reveal();
    inBackground(opened.openFile(path));
  });
  app.on("open-url", (event, url) => {
    event.preventDefault();
    reveal();
    opened.openLink(url);
  });
  app.on("second-instance", (_event, argv, folder) => {
    reveal();
    inBackground(opened.openArguments(givenTo(argv), folder));
  });
  inBackground(opened.openArguments(givenTo(process.argv), process.cwd()));
  return (whenReady) => (reveal = whenReady);
}

/** Unpackaged, the app's folder or main file comes after the program. */
function givenTo(argv: readonly string[]): readonly string[] {
  return argv.slice(app.isPackaged ? 1 : 2);
}
