#pragma once

/*
 * Attention of many rows, in the arithmetic of the header that was included before. Queries lie in the lanes of
 * vectors, so that scores, maxima and sums are computed lane by lane, and a block of keys and values is converted
 * once for several strips of queries.
 */
#include "attention.h"

enum { most_strips = 4 };

/** How many strips a thread's memory has room for; llama.cpp reserves it for its own kernels. */
static int strips_at_once(const struct ggml_compute_params * params, const struct attention * of) {
  const int64_t key_size = of->keys->ne[0];
  const int64_t value_size = of->values->ne[0];
  const int64_t room = (int64_t) floats_per_thread(params) - 16 - (int64_t) floats_of_block(key_size, value_size);
  const int64_t strips = room / (int64_t) floats_of_strip(key_size, value_size);
  return (int) (strips < 0 ? 0 : strips < most_strips ? strips : most_strips);
}

/** Rows that a thread computes together: those of one head from `first` on. */
struct job {
  int64_t first;
  int64_t count;
  int64_t head;
  int64_t batch;
};

static const char * at_head(const struct ggml_tensor * tensor, const struct attention * of, struct job job) {
  const int64_t head = job.head / (of->queries->ne[2] / tensor->ne[2]);
  const int64_t batch = job.batch / (of->queries->ne[3] / tensor->ne[3]);
  return (const char *) tensor->data + head * tensor->nb[2] + batch * tensor->nb[3];
}

/** A strip without a query in some columns computes zeros there. */
static void begin_strip(struct strip * strip, const struct attention * of, struct job job, int count) {
  static const float nothing[1024];
  const struct ggml_tensor * queries = of->queries;
  for (int column = 0; column < strip_columns; column++) {
    const char * query = at_head(queries, of, job) + (job.first + column) * queries->nb[1];
    load_query(strip, column, column < count ? (const float *) query : nothing, queries->ne[0], of->scale * log2_of_e);
    strip->totals.largest[column] = -INFINITY;
    strip->totals.sum[column] = 0.0f;
  }
  memset(strip->sums, 0, of->values->ne[0] * strip_columns * sizeof(float));
}

enum masked { none_masked, some_masked, all_masked };

static enum masked masked_in(const struct attention * of, const char * mask, int64_t first_key, int keys, int rows) {
  bool all = true;
  bool none = true;
  for (int row = 0; row < rows; row++) {
    const uint16_t * halves = (const uint16_t *) (mask + row * of->mask->nb[1]) + first_key;
    for (int key = 0; key < keys; key++) {
      // Minus infinity, and zero of either sign.
      all &= halves[key] == 0xfc00;
      none &= (halves[key] & 0x7fff) == 0;
    }
  }
  return all ? all_masked : none ? none_masked : some_masked;
}

static void add_mask(float * scores, const struct attention * of, const char * mask, int64_t first_key, int keys, int rows) {
  float values[key_block];
  for (int row = 0; row < rows; row++) {
    ggml_cpu_fp16_to_fp32((const ggml_fp16_t *) (mask + row * of->mask->nb[1]) + first_key, values, keys);
    for (int key = 0; key < keys; key++) {
      scores[key * strip_columns + row] += values[key] * log2_of_e;
    }
  }
}

/** Turns scores into weights, and scales what was summed so far to the new maxima. */
static void weigh(struct strip * strip, struct block * block, int keys, int64_t value_size) {
  struct totals * totals = &strip->totals;
  float base[strip_columns];
  float rescale[strip_columns];
  float weights[strip_columns];
  memcpy(base, totals->largest, sizeof base);
  for (int key = 0; key < keys; key++) {
    for (int column = 0; column < strip_columns; column++) {
      const float score = block->scores[key * strip_columns + column];
      base[column] = score > base[column] ? score : base[column];
    }
  }
  int growing = 0;
  float before[strip_columns];
  memcpy(before, totals->largest, sizeof before);
  memcpy(totals->largest, base, sizeof base);
  for (int column = 0; column < strip_columns; column++) {
    growing += base[column] > before[column];
    // Until a key is not masked, nothing was summed.
    base[column] = base[column] < -1e30f ? 0.0f : base[column];
  }
  exponents_of(rescale, before, base);
  for (int column = 0; column < strip_columns; column++) {
    rescale[column] = power_of_two(rescale[column]);
  }
  compute_weights(block, keys, base, weights);
  for (int column = 0; column < strip_columns; column++) {
    totals->sum[column] = totals->sum[column] * rescale[column] + weights[column];
  }
  for (int64_t row = 0; growing > 0 && row < value_size; row++) {
    for (int column = 0; column < strip_columns; column++) {
      strip->sums[row * strip_columns + column] *= rescale[column];
    }
  }
}

static void write_rows(const struct strip * strip, const struct attention * of, struct job job, int count) {
  // The result has the heads in dimension 1 and the rows in dimension 2.
  char * rows = (char *) of->result->data + job.head * of->result->nb[1] + job.first * of->result->nb[2]
                + job.batch * of->result->nb[3];
  for (int column = 0; column < count; column++) {
    float * to = (float *) (rows + column * of->result->nb[2]);
    const float sum = strip->totals.sum[column];
    // Where all keys were masked, the sum is next to nothing.
    const float factor = sum < 1e-30f ? 0.0f : 1.0f / sum;
    for (int64_t row = 0; row < of->values->ne[0]; row++) {
      to[row] = strip->sums[row * strip_columns + column] * factor;
    }
  }
}

static int count_in(struct job job, int strip) {
  const int64_t rest = job.count - strip * strip_columns;
  return (int) (rest < strip_columns ? rest : strip_columns);
}

static struct job strip_of(struct job job, int strip) {
  job.first += strip * strip_columns;
  return job;
}

static void attend(const struct attention * of, struct job job, struct strip * strips, struct block * block) {
  const struct ggml_tensor * mask = of->mask;
  const int64_t key_size = of->keys->ne[0];
  const int64_t value_size = of->values->ne[0];
  const char * keys = at_head(of->keys, of, job);
  const char * values = at_head(of->values, of, job);
  const char * masks = mask == NULL ? NULL
                                    : (const char *) mask->data + job.head % mask->ne[2] * mask->nb[2]
                                        + job.batch % mask->ne[3] * mask->nb[3];
  const int strip_count = (int) ((job.count + strip_columns - 1) / strip_columns);
  for (int strip = 0; strip < strip_count; strip++) {
    begin_strip(&strips[strip], of, strip_of(job, strip), count_in(job, strip));
  }
  for (int64_t key = 0; key < of->keys->ne[1]; key += key_block) {
    const int64_t rest = of->keys->ne[1] - key;
    const int count = (int) (rest < key_block ? rest : key_block);
    bool is_loaded = false;
    for (int strip = 0; strip < strip_count; strip++) {
      const char * rows = masks == NULL ? NULL : masks + strip_of(job, strip).first * mask->nb[1];
      const int queries = count_in(job, strip);
      const enum masked masked = masks == NULL ? none_masked : masked_in(of, rows, key, count, queries);
      if (masked == all_masked) {
        continue;
      }
      if (!is_loaded) {
        load_keys(block, of->keys, keys + key * of->keys->nb[1], count);
        load_values(block, of->values, values + key * of->values->nb[1], count);
        is_loaded = true;
      }
      compute_scores(&strips[strip], block, key_size, count);
      if (masked == some_masked) {
        add_mask(block->scores, of, rows, key, count, queries);
      }
      weigh(&strips[strip], block, count, value_size);
      add_values(&strips[strip], block, value_size, count);
    }
  }
  for (int strip = 0; strip < strip_count; strip++) {
    write_rows(&strips[strip], of, strip_of(job, strip), count_in(job, strip));
  }
}

/** @returns whether there was room */
static bool attend_to_all(const struct ggml_compute_params * params, const struct attention * of) {
  const int strips_per_job = strips_at_once(params, of);
  if (strips_per_job == 0) {
    return false;
  }
  const int64_t key_size = of->keys->ne[0];
  const int64_t value_size = of->values->ne[0];
  const int64_t rows = of->queries->ne[1];
  const int64_t heads = of->queries->ne[2];
  const int64_t rows_per_job = strips_per_job * strip_columns;
  const int64_t jobs_per_head = (rows + rows_per_job - 1) / rows_per_job;
  const int64_t jobs = jobs_per_head * heads * of->queries->ne[3];

  float * memory = (float *) params->wdata + params->ith * floats_per_thread(params);
  memory += (64 - (uintptr_t) memory % 64) % 64 / sizeof(float);
  struct block block;
  struct strip strips[most_strips];
  place_block(&block, memory, key_size, value_size);
  memory += floats_of_block(key_size, value_size);
  for (int strip = 0; strip < strips_per_job; strip++) {
    place_strip(&strips[strip], memory + strip * floats_of_strip(key_size, value_size), key_size, value_size);
  }

  if (params->ith == 0) {
    ggml_threadpool_chunk_set(params->threadpool, params->nth);
  }
  ggml_barrier(params->threadpool);
  for (int64_t index = params->ith; index < jobs; index = ggml_threadpool_chunk_add(params->threadpool, 1)) {
    const int64_t first = index % jobs_per_head * rows_per_job;
    const struct job job = {
      .first = first,
      .count = rows - first < rows_per_job ? rows - first : rows_per_job,
      .head = index / jobs_per_head % heads,
      .batch = index / jobs_per_head / heads,
    };
    attend(of, job, strips, &block);
  }
  return true;
}
