import { z } from "zod";
import type { PythonPackagesInfo, PythonPackagesOffer } from "../tools/python-packages.ts";
import { route } from "./route.ts";

export const pythonPackagesRoutes = {
  /** Asks the host how large the packages are; the only request before the user has agreed. */
  "pythonPackages.offer": route<PythonPackagesOffer>()(z.object({})),
  /** The user has agreed. Its progress is an event. */
  "pythonPackages.download": route<null>()(z.object({})),
  /** Stops the download; its bytes are kept for the next one. */
  "pythonPackages.cancel": route<null>()(z.object({})),
  "pythonPackages.remove": route<null>()(z.object({})),
} as const;

export interface PythonPackagesEvents {
  readonly "pythonPackages.changed": PythonPackagesInfo;
}

export interface PythonPackagesSnapshot {
  readonly pythonPackages: PythonPackagesInfo;
}
