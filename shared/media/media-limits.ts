/** What the services take at most; the page keeps to it and says so before anything is sent. */
export const mediaLimits = {
  /** One stored file: an original, what was prepared of it, or a thumbnail. An hour of uncompressed sound has 690 MB. */
  fileBytes: 2 * 1024 ** 3,
  /** Attachments of one message. */
  attachments: 64,
  /** Images and clips made of one attachment: a video of a minute has 60 frames and 2 clips, an hour of talk some hundred. */
  preparedOfOne: 4096,
  /** Characters of an attached text file. */
  textLength: 2_000_000,
  nameLength: 255,
} as const;
