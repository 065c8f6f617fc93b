/** The two IPC channels of the bridge; shared by main and the preload, so this file imports nothing. */
export const requestChannel = "facet:request";
export const eventChannel = "facet:event";
