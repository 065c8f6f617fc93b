/** The command `facet` of an installed app, as Settings offers it. Paths are absolute. */
export type TerminalCommand =
  | { readonly type: "absent"; readonly folder: string }
  | {
      readonly type: "installed";
      readonly path: string;
      readonly folder: string;
      /** Only what Settings has installed can be removed there; a package removes its own. */
      readonly by: "settings" | "package";
      /** Whether terminals look for programs in its folder. */
      readonly isInPath: boolean;
      /** Another program of this name, which terminals find first. */
      readonly shadowedBy: string | null;
    }
  | { readonly type: "blocked"; readonly path: string; readonly reason: CommandObstacle };

/**
 * Why the command cannot be installed: a file that is not Facet's has its place; macOS runs a downloaded app from
 * a temporary folder until it is moved; a batch file cannot name the app's folder.
 */
export type CommandObstacle = "taken" | "temporary" | "unnameable";
