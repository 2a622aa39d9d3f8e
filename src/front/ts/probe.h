/* probe.h -- is it TorchScript, and what is it otherwise */
#ifndef FC_FRONT_TS_PROBE_H
#define FC_FRONT_TS_PROBE_H

#include "base/diag.h"
#include "base/source.h"
#include "front/ts/zip.h"

/* Confidence 0 to 100 that s holds an archive of PyTorch. */
int fc_ts_probe(struct fc_source *s);

/* A TorchScript archive with code; false after a diagnostic that names what it is instead. */
bool fc_ts_recognise(struct fc_zip *z, struct fc_diags *d);

/* A mobile archive whose code text was left out. */
bool fc_ts_has_bytecode(const struct fc_zip *z);

#endif
