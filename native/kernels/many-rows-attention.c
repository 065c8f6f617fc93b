/*
 * Attention of many rows at once: the patches of an image, or the tokens of a prompt. The linker substitutes this
 * function for llama.cpp's.
 */
#include "many-rows-attention.h"

#include "integer-blocks.h"

typedef void operation(const struct ggml_compute_params * params, struct ggml_tensor * result);

operation __real_ggml_compute_forward_flash_attn_ext, __wrap_ggml_compute_forward_flash_attn_ext;

#ifdef HAS_FLOAT_BLOCKS

/* llama.cpp sums up fewer rows than 64 of a prompt in half-precision floats. A prompt is then the same in all its batches. */
enum { fewest_rows = 16, fewest_rows_of_prompts = 64 };

static bool is_known(const struct attention * of) {
  return of->queries->type == GGML_TYPE_F32 && of->keys->type == GGML_TYPE_F16 && of->values->type == GGML_TYPE_F16
         && of->keys->ne[0] % 2 == 0 && (of->mask == NULL || of->mask->type == GGML_TYPE_F16) && of->sinks == NULL
         && of->max_bias == 0.0f && of->cap == 0.0f;
}

/** Only encoders attend without a mask. Their numbers may be as exact as half-precision floats. */
static bool attend_to_many(const struct ggml_compute_params * params, const struct attention * of) {
  const int64_t fewest = of->mask == NULL ? fewest_rows : fewest_rows_of_prompts;
  if (params->use_ref || of->queries->ne[1] < fewest || !is_known(of)) {
    return false;
  }
#ifdef HAS_INTEGER_BLOCKS
  if (of->mask == NULL) {
    return attend_in_integers(params, of);
  }
#endif
  return attend_in_floats(params, of);
}

#endif

void __wrap_ggml_compute_forward_flash_attn_ext(const struct ggml_compute_params * params, struct ggml_tensor * result) {
#ifdef HAS_FLOAT_BLOCKS
  const struct attention attention = attention_of(result);
  if (attend_to_many(params, &attention)) {
    return;
  }
#endif
  __real_ggml_compute_forward_flash_attn_ext(params, result);
}
