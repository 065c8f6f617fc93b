/*
 * Attention of many rows at once: the patches of an image, or the tokens of a prompt. The linker substitutes this
 * function for llama.cpp's.
 */
#include "few-rows-attention.h"
#include "integer-blocks.h"
#include "many-rows-attention.h"

typedef void operation(const struct ggml_compute_params * params, struct ggml_tensor * result);

operation __real_ggml_compute_forward_flash_attn_ext, __wrap_ggml_compute_forward_flash_attn_ext;

#ifdef HAS_FLOAT_BLOCKS

enum { fewest_rows = 16, rows_in_floats = 64 };

/** Only text has a quantized cache. */
static bool is_cache_known(const struct attention * of) {
  return of->keys->type == of->values->type
         && (of->keys->type == GGML_TYPE_F16
             || (of->keys->type == GGML_TYPE_Q8_0 && of->mask != NULL && of->keys->ne[0] % 32 == 0
                 && of->values->ne[0] % 32 == 0));
}

static bool is_known(const struct attention * of) {
  return of->queries->type == GGML_TYPE_F32 && is_cache_known(of) && of->keys->ne[0] % 2 == 0 && (of->mask == NULL || of->mask->type == GGML_TYPE_F16) && of->sinks == NULL
         && of->max_bias == 0.0f && of->cap == 0.0f;
}

/**
 * Whether llama.cpp sums up in half-precision floats, and so do all batches of a prompt with so few rows: another
 * batch must not change its numbers by more than the last bits.
 */
static bool is_in_halves(const struct attention * of) {
  const bool is_shared = of->queries->ne[2] > of->keys->ne[2];
  return of->keys->type == GGML_TYPE_F16 && of->mask != NULL && of->queries->ne[1] < rows_in_floats
         && (of->keys->ne[1] < fewest_keys || !is_shared);
}

/** Only encoders attend without a mask. Their numbers may be as exact as half-precision floats. */
static bool attend(const struct ggml_compute_params * params, const struct attention * of) {
  if (params->use_ref || !is_known(of) || is_in_halves(of)) {
    return false;
  }
  if (of->queries->ne[1] < fewest_rows) {
    return attend_to_few(params, of);
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
  if (attend(params, &attention)) {
    return;
  }
#endif
  __real_ggml_compute_forward_flash_attn_ext(params, result);
}
