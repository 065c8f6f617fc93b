/*
 * llama.cpp splits these operations by rows, number by number. During decoding there is only one row, so one
 * thread computed it while the others waited: 4 of 50 ms per token for E2B. Here all numbers are split, and
 * computed 16 at a time where the processor can. The linker substitutes these functions for llama.cpp's.
 */
#include "ggml-cpu-impl.h"
#include "tanh-of.h"
#include "vec.h"

typedef void operation(const struct ggml_compute_params * params, struct ggml_tensor * result);

operation __real_ggml_compute_forward_tanh, __wrap_ggml_compute_forward_tanh;
operation __real_ggml_compute_forward_glu, __wrap_ggml_compute_forward_glu;

static bool is_plain(const struct ggml_tensor * tensor) {
  return tensor->type == GGML_TYPE_F32 && ggml_is_contiguous(tensor);
}

/** The part of a tensor that this thread computes. */
struct part {
  int64_t first;
  int count;
};

static struct part part_of(const struct ggml_compute_params * params, const struct ggml_tensor * tensor) {
  // Whole cache lines.
  const int64_t length = ggml_nelements(tensor);
  const int64_t lines = (length + 15) / 16;
  const int64_t first = lines * params->ith / params->nth * 16;
  const int64_t end = lines * (params->ith + 1) / params->nth * 16;
  const struct part part = { first, (int) ((end < length ? end : length) - first) };
  return part;
}

/** For the logits, a quarter of a million numbers per token. */
void __wrap_ggml_compute_forward_tanh(const struct ggml_compute_params * params, struct ggml_tensor * result) {
  const struct ggml_tensor * source = result->src[0];
  if (!is_plain(source) || !is_plain(result)) {
    __real_ggml_compute_forward_tanh(params, result);
    return;
  }
  const struct part part = part_of(params, source);
  const float * from = (const float *) source->data + part.first;
  float * to = (float *) result->data + part.first;
  for (int i = 0; i < part.count; i++) {
    to[i] = tanh_of(from[i]);
  }
}

#if defined(__AVX512F__) && defined(__AVX512BW__) && defined(GGML_GELU_FP16)

#include <immintrin.h>

/** The same as `ggml_vec_geglu_f32` bit by bit, from the same table. */
static void geglu(int count, float * result, const float * gate, const float * up) {
  const __m512 limit = _mm512_set1_ps(10.0f);
  int i = 0;
  for (; i + 16 <= count; i += 16) {
    const __m512 x = _mm512_loadu_ps(gate + i);
    // Two bytes are wanted and four are read, so not at the table's end, where x is no number.
    const __m512i index = _mm512_min_epu32(_mm512_cvtepu16_epi32(_mm512_cvtps_ph(x, _MM_FROUND_TO_NEAREST_INT)), _mm512_set1_epi32(0xfffe));
    const __m512 inner = _mm512_cvtph_ps(_mm512_cvtepi32_epi16(_mm512_i32gather_epi32(index, ggml_table_gelu_f16, 2)));
    const __mmask16 is_inner_or_large = _mm512_cmp_ps_mask(x, _mm512_sub_ps(_mm512_setzero_ps(), limit), _CMP_NLE_UQ);
    const __mmask16 is_large = _mm512_cmp_ps_mask(x, limit, _CMP_GE_OQ);
    const __m512 product = _mm512_mul_ps(_mm512_mask_blend_ps(is_large, inner, x), _mm512_loadu_ps(up + i));
    _mm512_storeu_ps(result + i, _mm512_maskz_mov_ps(is_inner_or_large, product));
  }
  ggml_vec_geglu_f32(count - i, result + i, gate + i, up + i);
}

#else

static void geglu(int count, float * result, const float * gate, const float * up) {
  ggml_vec_geglu_f32(count, result, gate, up);
}

#endif

/** For the feed-forward gate. */
void __wrap_ggml_compute_forward_glu(const struct ggml_compute_params * params, struct ggml_tensor * result) {
  const struct ggml_tensor * gate = result->src[0];
  const struct ggml_tensor * up = result->src[1];
  const bool is_ours = ggml_get_glu_op(result) == GGML_GLU_OP_GEGLU && up != NULL && is_plain(gate) && is_plain(up)
                       && is_plain(result);
  if (!is_ours) {
    __real_ggml_compute_forward_glu(params, result);
    return;
  }
  const struct part part = part_of(params, gate);
  geglu(part.count, (float *) result->data + part.first, (const float *) gate->data + part.first,
        (const float *) up->data + part.first);
}
