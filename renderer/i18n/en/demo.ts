/** The demo model that ships with Facet. */
export const demo = {
  label: "Limits of the demo model",
  receiptName: "Sample receipt.png",
  recordingName: "Sample tones.wav",
  start: "This is the small demo model. It gives one prepared answer, and reads and hears only its samples.",
  receiptDetail: "Turns a sample receipt into a table.",
  recordingDetail: "Writes down the dial tones of a sample.",
  anythingDetail: "Shows thinking, a table, code and a formula.",
  /** Of attachments that the user added. */
  readsOnly:
    "The demo model reads only receipts like its sample. Every Gemma 4 reads yours; the smallest is E2B.",
  hearsOnly:
    "The demo model hears only telephone keys, as in its sample. Gemma 4 E2B, E4B and 12B hear speech.",
  /** Below a reply. */
  hasRead:
    "Read by the demo model, which knows only receipts like its sample. Every Gemma 4 reads yours; the smallest is E2B.",
  /** Below a receipt that does not add up. */
  hasReadDoubtfully:
    "This is probably not what the picture shows: the demo model knows only receipts like its sample, and makes up the rest. Every Gemma 4 reads yours; the smallest is E2B.",
  /** Instead of a reply. */
  hasNotRead:
    "The demo model can’t read this picture: it knows only receipts like its sample. Every Gemma 4 reads it; the smallest is E2B.",
  hasHeard: "Heard by the demo model, which knows only telephone keys. Gemma 4 E2B, E4B and 12B hear speech.",
};
