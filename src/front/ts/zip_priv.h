/* zip_priv.h -- an open archive, shared by its files */
#ifndef FC_FRONT_TS_ZIP_PRIV_H
#define FC_FRONT_TS_ZIP_PRIV_H

#include "base/vec.h"
#include "front/ts/zip.h"

struct fc_zip_item {
	struct fc_zip_entry entry;
	uint64_t at, number; /* where the library finds it in the directory */
	bool checked;        /* the directory gives a checksum */
};

struct fc_zip_item_list FC_VEC(struct fc_zip_item);

struct fc_zip {
	struct fc_source *source;
	struct fc_diags *diags;
	uint64_t most; /* entries */
	void *file;   /* minizip's; closed by the arena */
	uint64_t at;  /* where the library reads */
	uint64_t low; /* the first byte it read of the directory */
	const uint8_t *directory; /* the file from low on; NULL while it is not known */
	bool unreadable;          /* the source failed, or was too short */
	struct fc_zip_item_list item;
	const char *root;
	uint32_t *slot; /* open addressing by name: index + 1 */
	uint32_t room;
};

/* Make root and slot once all items are there. zip_name.c */
void fc_zip_index(struct fc_zip *z, struct fc_arena *a);

#endif
