import { isDeviceName } from "../../../shared/device-name.ts";

/**
 * Whether a path from the hub may be used on this computer: plain names, no hidden files, no parent folders, no devices.
 */
export function isSafePath(path: string): boolean {
  return (
    path.length <= 400 &&
    path
      .split("/")
      .every((segment) => /^[\w][\w.+ -]*$/.test(segment) && !/[. ]$/.test(segment) && !isDeviceName(segment))
  );
}
