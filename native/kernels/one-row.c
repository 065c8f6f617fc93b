/*
 * llama.cpp splits these operations by rows. During decoding there is only one row, so one thread computed it
 * while the others waited: 4 of 50 ms per token for E2B. Here the row itself is split. The linker substitutes
 * these functions for llama.cpp's.
 */
#include "ggml-cpu-impl.h"
#include "tanh-of.h"
#include "vec.h"

typedef void operation(const struct ggml_compute_params * params, struct ggml_tensor * result);

operation __real_ggml_compute_forward_tanh, __wrap_ggml_compute_forward_tanh;
operation __real_ggml_compute_forward_glu, __wrap_ggml_compute_forward_glu;

static bool is_one_row(const struct ggml_tensor * tensor) {
  return tensor->type == GGML_TYPE_F32 && ggml_nrows(tensor) == 1 && tensor->nb[0] == sizeof(float);
}

/** The part of a row that this thread computes. */
struct part {
  int64_t first;
  int count;
};

static struct part part_of(const struct ggml_compute_params * params, int64_t length) {
  // Whole cache lines.
  const int64_t lines = (length + 15) / 16;
  const int64_t first = lines * params->ith / params->nth * 16;
  const int64_t end = lines * (params->ith + 1) / params->nth * 16;
  const struct part part = { first, (int) ((end < length ? end : length) - first) };
  return part;
}

/** For the logits, a quarter of a million numbers. */
void __wrap_ggml_compute_forward_tanh(const struct ggml_compute_params * params, struct ggml_tensor * result) {
  const struct ggml_tensor * source = result->src[0];
  if (!is_one_row(source) || !is_one_row(result)) {
    __real_ggml_compute_forward_tanh(params, result);
    return;
  }
  const struct part part = part_of(params, source->ne[0]);
  const float * from = (const float *) source->data + part.first;
  float * to = (float *) result->data + part.first;
  for (int i = 0; i < part.count; i++) {
    to[i] = tanh_of(from[i]);
  }
}

/** For the feed-forward gate. */
void __wrap_ggml_compute_forward_glu(const struct ggml_compute_params * params, struct ggml_tensor * result) {
  const struct ggml_tensor * gate = result->src[0];
  const struct ggml_tensor * up = result->src[1];
  const bool is_ours = ggml_get_glu_op(result) == GGML_GLU_OP_GEGLU && up != NULL && is_one_row(gate) && is_one_row(up)
                       && is_one_row(result);
  if (!is_ours) {
    __real_ggml_compute_forward_glu(params, result);
    return;
  }
  const struct part part = part_of(params, gate->ne[0]);
  ggml_vec_geglu_f32(part.count, (float *) result->data + part.first, (const float *) gate->data + part.first,
                     (const float *) up->data + part.first);
}
