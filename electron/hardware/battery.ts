import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Whether the computer runs on battery, by the power supplies that Linux lists; null: it lists none, as on other
 * systems and on most desktop computers.
 */
export function isOnBattery(folder = "/sys/class/power_supply"): boolean | null {
  const supplies = suppliesIn(folder);
  const mains = supplies.filter(({ type }) => type === "Mains" || type === "USB");
  if (mains.some(({ online }) => online === "1")) return false;
  const batteries = supplies.filter(({ type, scope }) => type === "Battery" && scope !== "Device");
  if (batteries.length === 0) return null;
  return batteries.some(({ status }) => status === "Discharging");
}

interface Supply {
  readonly type: string;
  readonly online: string;
  readonly status: string;
  /** `Device`: the battery of a mouse or a keyboard. */
  readonly scope: string;
}

function suppliesIn(folder: string): readonly Supply[] {
  try {
    return readdirSync(folder).map((name) => {
      const valueOf = (file: string) => read(join(folder, name, file));
      return {
        type: valueOf("type"),
        online: valueOf("online"),
        status: valueOf("status"),
        scope: valueOf("scope"),
      };
    });
  } catch {
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}
