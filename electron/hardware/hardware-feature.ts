import type { hardwareRoutes } from "../../shared/ipc/hardware-routes.ts";
import type { Feature } from "../ipc/feature.ts";
import type { HardwareService } from "./hardware-service.ts";
import type { MeasuredSpeeds } from "./measured-speeds.ts";

export function hardwareFeature(
  hardware: HardwareService,
  speeds: MeasuredSpeeds,
): Feature<typeof hardwareRoutes> {
  return {
    handlers: {
      "hardware.get": () => hardware.current(),
      "hardware.speeds": () => speeds.current,
    },
    snapshot: {},
    dispose: () => hardware.dispose(),
  };
}
