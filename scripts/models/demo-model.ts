import type { GgufFile } from "../gguf/gguf-writer.ts";
import { scriptedModel } from "./scripted-model.ts";

/** The model that ships with the app, so that a first start can chat at once. It says honestly what it is. */
export function demoModel(): GgufFile {
  return scriptedModel({
    name: "Facet Demo",
    thought: `The person wrote to me, and I should answer honestly.

I am not a language model that understands: I am a few hundred kilobytes that know one text by heart. So I will say that, \
explain what is real here, and how to get a model that can really talk.

我应当如实说明：我只会背这一段话，但界面和引擎都是真的。`,
    answer: `Hello! I am **Facet’s tiny built-in demo**, and this is the only answer I know, whatever you write.

Everything around me is real, though:

- The engine that runs me is the one that runs the real models.
- All of it happens on this computer; nothing you type leaves it.
- Thinking, Stop and the numbers below work as they always will.

To talk to a model that understands you, put a Gemma 4 file (its name ends in \`.gguf\`) into the models folder. It then \
appears under **Models**, where you can choose it.

---

你好！我是 **Facet 自带的小演示**，无论你写什么，我都只会这样回答。

不过，我周围的一切都是真的：

- 运行我的引擎，也就是运行真正模型的引擎。
- 全部计算都在这台电脑上完成，你输入的内容不会离开它。
- “思考”“停止”和下方的数字，今后都会照样工作。

想和真正懂你的模型聊天？把 Gemma 4 的 \`.gguf\` 文件放进模型文件夹，它就会出现在 **模型** 里，供你选用。`,
  });
}
