import type { Hardware } from "../models/hardware.ts";
import { nothing, route } from "./route.ts";

export const hardwareRoutes = {
  /** The current hardware. Values that take longer to determine are published as `hardware.changed`. */
  "hardware.get": route<Hardware>()(nothing),
} as const;

export interface HardwareEvents {
  readonly "hardware.changed": Hardware;
}
