/** The IPC channels of the bridge. Main and the preload share this file, so it imports nothing. */
export const requestChannel = "facet:request";
/** Uploads of files, in pieces. */
export const mediaChannel = "facet:media";
export const eventChannel = "facet:event";
