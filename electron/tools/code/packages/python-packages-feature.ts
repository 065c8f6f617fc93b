import type {
  pythonPackagesRoutes,
  PythonPackagesSnapshot,
} from "../../../../shared/ipc/python-packages-routes.ts";
import type { Feature } from "../../../ipc/feature.ts";
import type { PythonPackages } from "./python-packages.ts";

export function pythonPackagesFeature(
  packages: PythonPackages,
): Feature<typeof pythonPackagesRoutes, PythonPackagesSnapshot> {
  return {
    handlers: {
      "pythonPackages.offer": () => packages.offer(),
      "pythonPackages.download": () => packages.download(),
      "pythonPackages.cancel": () => packages.cancel(),
      "pythonPackages.remove": () => packages.remove(),
    },
    snapshot: { pythonPackages: () => packages.info },
    dispose: () => packages.dispose(),
  };
}
