/** The IPC channels of the bridge; shared by main and the preload, so this file imports nothing. */
export const requestChannel = "facet:request";
/** Bytes of files, piece by piece. */
export const mediaChannel = "facet:media";
export const eventChannel = "facet:event";
