/** Limits of the services. The page checks them before sending. */
export const mediaLimits = {
  /**
   * One stored file: an original, a prepared image or clip, or a thumbnail. One hour of uncompressed audio is
   * 690 MB.
   */
  fileBytes: 2 * 1024 ** 3,
  /** Attachments per message. */
  attachments: 64,
  /**
   * Images and clips per attachment: a one-minute video has 60 frames and 2 clips, one hour of speech a few
   * hundred clips.
   */
  preparedOfOne: 4096,
  /** Characters per attached text file. */
  textLength: 2_000_000,
  nameLength: 255,
} as const;
