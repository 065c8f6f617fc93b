import type { demo as english } from "../en/demo.ts";

export const demo: typeof english = {
  label: "演示模型的限制",
  receiptName: "示例收据.png",
  recordingName: "示例按键音.wav",
  start: "当前是内置的小型演示模型，只会一段预设的回答，也只认得自带的示例。",
  receiptDetail: "把一张示例收据变成表格。",
  recordingDetail: "听一段示例录音，写出电话按键。",
  anythingDetail: "展示思考过程、表格、代码和公式。",
  readsOnly: "演示模型只认得与示例同样的收据。要识别你的图片，可用任意一款 Gemma 4，最小的是 E2B。",
  hearsOnly: "演示模型只听得出示例那样的电话按键音。Gemma 4 E2B、E4B 和 12B 能听懂语音。",
  hasRead: "由演示模型识别，它只认得与示例同样的收据。要识别你的图片，可用任意一款 Gemma 4，最小的是 E2B。",
  hasReadDoubtfully:
    "这很可能不是图片中的内容：演示模型只认得与示例同样的收据，其余内容是它编造的。要识别你的图片，可用任意一款 Gemma 4，最小的是 E2B。",
  hasNotRead:
    "演示模型无法识别这张图片，它只认得与示例同样的收据。要识别你的图片，可用任意一款 Gemma 4，最小的是 E2B。",
  hasHeard: "由演示模型听写，它只听得出电话按键音。Gemma 4 E2B、E4B 和 12B 能听懂语音。",
};
