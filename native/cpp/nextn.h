#pragma once

#include "llama.h"

// Exported by libllama, and declared in a header of its sources that is not for other programs.

/** @param masked only for tokens whose logits are wanted */
LLAMA_API void llama_set_embeddings_nextn(llama_context * context, bool value, bool masked);
/** The hidden state from which a token's successor is predicted; null: there is none at this index. */
LLAMA_API float * llama_get_embeddings_nextn_ith(llama_context * context, int32_t index);
