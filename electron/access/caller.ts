/** The page that makes a request, as far as its rights depend on it. */
export interface Caller {
  readonly deviceId: string;
  /** The browser runs on this computer. */
  readonly isThisComputer: boolean;
}

/**
 * Who gets in is decided on this computer only: a phone that was lost must not let others in, nor lock the
 * user out. A device may sign itself out. Nor does another device install updates or restart Facet.
 */
export function isAllowed(route: string, input: unknown, { deviceId, isThisComputer }: Caller): boolean {
  if (isThisComputer) return true;
  if (route.startsWith("updates.")) return false;
  if (!route.startsWith("access.")) return true;
  return (
    route === "access.signOut" &&
    typeof input === "object" &&
    input !== null &&
    "deviceId" in input &&
    input.deviceId === deviceId
  );
}
