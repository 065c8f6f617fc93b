import type { hardwareRoutes } from "../../shared/ipc/hardware-routes.ts";
import type { Feature } from "../ipc/feature.ts";
import type { HardwareService } from "./hardware-service.ts";

export function hardwareFeature(hardware: HardwareService): Feature<typeof hardwareRoutes> {
  return {
    handlers: { "hardware.get": () => hardware.current() },
    snapshot: {},
  };
}
