import { powerMonitor } from "electron";

/** Whether the computer runs on battery, as far as Electron knows. */
export function systemIsOnBattery(): boolean {
  return powerMonitor.isOnBatteryPower();
}
