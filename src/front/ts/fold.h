/* fold.h -- arithmetic on nothing but constants of the program, which makes no row */
#ifndef FC_FRONT_TS_FOLD_H
#define FC_FRONT_TS_FOLD_H

#include "front/ts/ts.h"

/*
 * n is in no graph yet. true: all it reads are constants, and its results are
 * constants too, no more elements than were read: it need not be added.
 */
bool fc_ts_fold(struct fc_ts *t, struct fc_node *n);

#endif
