import { z } from "zod";

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const windowStateSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) }),
  isMaximized: z.boolean(),
});

/** The window's state when it was last closed; `bounds` are those of the unmaximised window. */
export type WindowState = Readonly<z.infer<typeof windowStateSchema>>;

export interface WindowPlacement {
  /** Null lets the system place a window of the default size. */
  readonly bounds: Rectangle | null;
  readonly isMaximized: boolean;
}

export const usualSize = { width: 1120, height: 780 } as const;
export const leastSize = { width: 380, height: 480 } as const;

/** How much of a window must be on a screen so that the user can drag it. */
const graspWidth = 120;
const graspHeight = 40;

export function parseWindowState(text: string): WindowState | null {
  try {
    return windowStateSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Restores the window's position, unless it is on no screen any more. */
export function placeWindow(state: WindowState | null, screens: readonly Rectangle[]): WindowPlacement {
  if (!state) return { bounds: null, isMaximized: false };
  const { bounds, isMaximized } = state;
  const isReachable = screens.some((screen) => {
    const left = Math.max(bounds.x, screen.x);
    const right = Math.min(bounds.x + bounds.width, screen.x + screen.width);
    // A window is moved by its title bar.
    const isTitleOn = bounds.y >= screen.y && bounds.y + graspHeight <= screen.y + screen.height;
    return isTitleOn && right - left >= graspWidth;
  });
  return {
    bounds: isReachable
      ? {
          ...bounds,
          width: Math.max(bounds.width, leastSize.width),
          height: Math.max(bounds.height, leastSize.height),
        }
      : null,
    isMaximized,
  };
}
