#include "errors-of-llama.h"
#include "failure.h"
#include "projector.h"

static void append(std::vector<llama_token> & tokens, const mtmd_input_chunk * chunk) {
  size_t count = 0;
  const auto * text = mtmd_input_chunk_get_tokens_text(chunk, &count);
  tokens.insert(tokens.end(), text, text + count);
}

Wrapped wrap(const Projector & projector, const mtmd_bitmap * bitmap, const char * code) {
  Wrapped wrapped;
  wrapped.chunks.reset(mtmd_input_chunks_init());
  const mtmd_input_part part = {/* text */ nullptr, bitmap};
  const mtmd_input_part * parts[] = {&part};
  takeErrors();
  int failed = 1;
  try {
    failed = mtmd_tokenize_from_parts(projector.mtmd.get(), wrapped.chunks.get(), parts, 1, /* add_special */ false);
  } catch (const std::exception & error) {
    throw Failure(code, error.what());
  }
  if (failed != 0) {
    throw Failure(code, "The projector refused the input: " + takeErrors());
  }
  for (size_t index = 0; index < mtmd_input_chunks_size(wrapped.chunks.get()); index++) {
    const auto * chunk = mtmd_input_chunks_get(wrapped.chunks.get(), index);
    if (mtmd_input_chunk_get_type(chunk) == MTMD_INPUT_CHUNK_TYPE_TEXT) {
      append(wrapped.medium == nullptr ? wrapped.before : wrapped.after, chunk);
    } else if (wrapped.medium == nullptr) {
      wrapped.medium = chunk;
    } else {
      throw Failure(code, "The projector returned several chunks for one medium");
    }
  }
  if (wrapped.medium == nullptr || mtmd_input_chunk_get_n_tokens(wrapped.medium) == 0) {
    throw Failure(code, "The projector returned no tokens");
  }
  return wrapped;
}
