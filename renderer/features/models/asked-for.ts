import { create } from "zustand";

/** What a link asked for, as the value of a field until the user changes or confirms it. */
export interface AskedFor {
  /** A repository of the hub; null: none. */
  readonly repo: string | null;
  /** The address of a new model server; null: none. */
  readonly serverUrl: string | null;
}

export const useAskedFor = create<AskedFor>(() => ({ repo: null, serverUrl: null }));

export function askFor(wanted: Partial<AskedFor>): void {
  useAskedFor.setState(wanted);
}
