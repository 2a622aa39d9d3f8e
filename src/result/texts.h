/* texts.h -- sizes as text, printed once where they come again and again */
#ifndef FC_RESULT_TEXTS_H
#define FC_RESULT_TEXTS_H

#include "dim/dim.h"

struct fc_dim_texts;

struct fc_dim_texts *fc_dim_texts_new(struct fc_arena *a);

/* "3", "589824*batch", "?"; borrowed until the next call. */
const char *fc_dim_text(struct fc_dim_texts *t, struct fc_dim x);

#endif
