import type { Hardware } from "../models/hardware.ts";
import type { SpeedsByModel } from "../models/model-speeds.ts";
import { nothing, route } from "./route.ts";

export const hardwareRoutes = {
  /** The current hardware. Values that take longer to determine are published as `hardware.changed`. */
  "hardware.get": route<Hardware>()(nothing),
  /** What replies of local models took on this computer. */
  "hardware.speeds": route<SpeedsByModel>()(nothing),
} as const;

export interface HardwareEvents {
  readonly "hardware.changed": Hardware;
}
