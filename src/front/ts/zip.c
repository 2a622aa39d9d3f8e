/* zip.c -- archives through minizip: the directory once, entries on demand */
#include "front/ts/zip.h"

#include <minizip/unzip.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "front/ts/zip_priv.h"

enum {
	MAX_DIRECTORY = 1 << 24, /* a longer one is read from the file each time */
	MAX_RATIO = 1032,        /* DEFLATE: 258 bytes of two bits each; zlib's technical notes */
	STEP = 1 << 28,          /* bytes that the library unpacks at once */
	METHOD_STORED = 0,
	METHOD_DEFLATED = 8,
	FLAG_ENCRYPTED = 1 << 0
};

/* --- what the library reads with ----------------------------------------- */

static voidpf ZCALLBACK
io_open(voidpf opaque, const void *name, int mode)
{
	(void)name, (void)mode;
	return opaque;
}

static uLong ZCALLBACK
io_read(voidpf opaque, voidpf stream, void *buf, uLong n)
{
	struct fc_zip *z = opaque;
	uint64_t size = fc_source_size(z->source);

	(void)stream;
	if (z->at >= size)
		return 0;
	if (n > size - z->at)
		n = (uLong)(size - z->at);
	if (!z->directory && z->at < z->low)
		z->low = z->at;
	if (z->directory && z->at >= z->low) {
		memcpy(buf, z->directory + (z->at - z->low), n);
	} else if (!fc_source_read(z->source, z->at, buf, n)) {
		z->unreadable = true;
		return 0;
	}
	z->at += n;
	return n;
}

static uLong ZCALLBACK
io_write(voidpf opaque, voidpf stream, const void *buf, uLong n)
{
	(void)opaque, (void)stream, (void)buf, (void)n;
	return 0;
}

static ZPOS64_T ZCALLBACK
io_tell(voidpf opaque, voidpf stream)
{
	(void)stream;
	return ((struct fc_zip *)opaque)->at;
}

static long ZCALLBACK
io_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
	struct fc_zip *z = opaque;
	uint64_t size = fc_source_size(z->source);
	uint64_t from = 0;

	(void)stream;
	if (origin != ZLIB_FILEFUNC_SEEK_SET)
		from = origin == ZLIB_FILEFUNC_SEEK_CUR ? z->at : size;
	if (from > size || offset > size - from)
		return -1;
	z->at = from + offset;
	return 0;
}

static int ZCALLBACK
io_close(voidpf opaque, voidpf stream)
{
	(void)opaque, (void)stream;
	return 0;
}

static int ZCALLBACK
io_error(voidpf opaque, voidpf stream)
{
	(void)stream;
	return ((struct fc_zip *)opaque)->unreadable;
}

static void
close_file(void *thing)
{
	struct fc_zip *z = thing;

	if (z->file)
		unzClose(z->file); /* with the entry that a jump left open */
	z->file = NULL;
}

/* --- diagnostics ---------------------------------------------------------- */

static bool
is_cut(const struct fc_zip *z)
{
	return z->unreadable && !fc_source_errno(z->source);
}

static void *
refuse(struct fc_zip *z, const char *entry, enum fc_diag_code code, const char *text)
{
	fc_diag_add(z->diags, code, (struct fc_where){ .file = entry }, "%s", text);
	return NULL;
}

/* The library takes memory of its own, and says the same of all faults. errno was 0 before. */
static void
leave_without_memory(struct fc_zip *z)
{
	if (errno == ENOMEM)
		fc_heap_exhausted(fc_arena_heap(z->diags->arena));
}

static void *
refuse_entry(struct fc_zip *z, const struct fc_zip_entry *e)
{
	leave_without_memory(z);
	if (is_cut(z) || e->packed > fc_source_size(z->source))
		return refuse(z, e->name, FC_E_TRUNCATED, "the archive's entry ends early");
	if (z->unreadable)
		return refuse(z, e->name, FC_E_OPEN, "the archive's entry cannot be read");
	return refuse(z, e->name, FC_E_CORRUPT, "the archive's entry is damaged");
}

static bool
starts(struct fc_source *s, uint64_t at, const char *bytes, size_t n)
{
	const uint8_t *p = fc_source_view(s, at, n);

	return p && memcmp(p, bytes, n) == 0;
}

static void *
refuse_archive(struct fc_zip *z)
{
	char reason[128];

	leave_without_memory(z);
	if (z->unreadable && !is_cut(z)) {
		if (strerror_r(fc_source_errno(z->source), reason, sizeof(reason)))
			snprintf(reason, sizeof(reason), "the archive cannot be read");
		return refuse(z, NULL, FC_E_OPEN, reason);
	}
	if (starts(z->source, 4, "PTMF", 4))
		return refuse(z, NULL, FC_E_UNSUPPORTED,
		              "file is a FlatBuffer of the lite interpreter, without code");
	if (starts(z->source, 0, "PYTORCH1", 8))
		return refuse(z, NULL, FC_E_UNSUPPORTED, "file is an archive of a PyTorch before 1.0");
	if (!fc_zip_has_end(z->source))
		return refuse(z, NULL, FC_E_TRUNCATED, "the archive ends early: it has no directory");
	return refuse(z, NULL, FC_E_CORRUPT, "the archive's directory is damaged");
}

/* --- the directory -------------------------------------------------------- */

static bool
admit(struct fc_zip *z, const unz_file_info64 *info, const char *name)
{
	if (strlen(name) != info->size_filename)
		return refuse(z, name, FC_E_CORRUPT, "an entry's name holds a NUL");
	if (info->flag & FLAG_ENCRYPTED)
		return refuse(z, name, FC_E_UNSUPPORTED, "the archive is encrypted");
	if (info->compression_method != METHOD_STORED && info->compression_method != METHOD_DEFLATED)
		return refuse(z, name, FC_E_UNSUPPORTED, "an entry is packed with neither store nor deflate");
	if (z->item.n >= z->most)
		return refuse(z, NULL, FC_E_LIMIT, "the archive has more entries than the limit 'entries'");
	return true;
}

static bool
list_entry(struct fc_zip *z, struct fc_arena *a, char *name)
{
	struct fc_zip_item item = { .entry = { .stored = false } };
	unz_file_info64 info;
	unz64_file_pos pos;

	if (unzGetCurrentFileInfo64(z->file, &info, name, FC_LIMIT_NAME, NULL, 0, NULL, 0) != UNZ_OK ||
	    unzGetFilePos64(z->file, &pos) != UNZ_OK)
		return refuse_archive(z);
	if (!admit(z, &info, name))
		return false;
	item.entry.name = fc_arena_text(a, name, info.size_filename);
	item.entry.size = info.uncompressed_size;
	item.entry.packed = info.compressed_size;
	item.entry.stored = info.compression_method == METHOD_STORED;
	item.checked = info.crc != 0;
	item.at = pos.pos_in_zip_directory;
	item.number = pos.num_of_file;
	FC_VEC_PUSH(a, &z->item, item);
	return true;
}

static bool
list_all(struct fc_zip *z, struct fc_arena *a)
{
	char *name = FC_NEW_N(a, char, FC_LIMIT_NAME);
	unz_global_info64 global;
	int error;

	z->low = fc_source_size(z->source);
	if (unzGetGlobalInfo64(z->file, &global) != UNZ_OK)
		return refuse_archive(z);
	if (!global.number_entry)
		return true;
	error = unzGoToFirstFile(z->file);
	for (; error == UNZ_OK; error = unzGoToNextFile(z->file))
		if (!list_entry(z, a, name))
			return false;
	return error == UNZ_END_OF_LIST_OF_FILE || refuse_archive(z);
}

/* Entries are looked up through the directory: from here on that does not move the source's window. */
static bool
keep_directory(struct fc_zip *z, struct fc_arena *a)
{
	uint64_t n = fc_source_size(z->source) - z->low;
	uint8_t *copy;

	if (n > MAX_DIRECTORY)
		return true;
	copy = FC_NEW_N(a, uint8_t, (size_t)n);
	if (!fc_source_read(z->source, z->low, copy, (size_t)n)) {
		z->unreadable = true;
		return refuse_archive(z);
	}
	z->directory = copy;
	return true;
}

struct fc_zip *
fc_zip_open(struct fc_arena *a, struct fc_source *s, struct fc_diags *d, uint64_t most)
{
	struct fc_zip *z = FC_NEW(a, struct fc_zip);
	zlib_filefunc64_def io = {
		.zopen64_file = io_open, .zread_file = io_read, .zwrite_file = io_write,
		.ztell64_file = io_tell, .zseek64_file = io_seek, .zclose_file = io_close,
		.zerror_file = io_error, .opaque = z,
	};

	z->source = s;
	z->diags = d;
	z->most = most;
	fc_arena_own(a, close_file, z);
	errno = 0;
	if (fc_zip_has_end(s)) /* the library takes what it reads behind the file for zeros */
		z->file = unzOpen2_64("", &io);
	if (!z->file)
		return refuse_archive(z);
	if (!list_all(z, a) || !keep_directory(z, a))
		return NULL;
	fc_zip_index(z, a);
	return z;
}

/* --- entries -------------------------------------------------------------- */

static const struct fc_zip_item *
item_of(const struct fc_zip_entry *e)
{
	return (const struct fc_zip_item *)e; /* its first member */
}

static bool
enter(struct fc_zip *z, const struct fc_zip_entry *e, int raw)
{
	unz64_file_pos pos = { item_of(e)->at, item_of(e)->number };
	int method, level;

	z->unreadable = false;
	errno = 0;
	return unzGoToFilePos64(z->file, &pos) == UNZ_OK &&
	       unzOpenCurrentFile2(z->file, &method, &level, raw) == UNZ_OK;
}

/* No larger than what a packed entry of the file can hold, so that a lie costs no memory. */
static bool
is_possible(const struct fc_zip *z, const struct fc_zip_entry *e, uint64_t n)
{
	if (e->packed > fc_source_size(z->source))
		return false;
	return e->stored ? n <= e->packed : n / MAX_RATIO <= e->packed;
}

static bool
unpack(struct fc_zip *z, const struct fc_zip_item *item, char *out, uint64_t n)
{
	const struct fc_zip_entry *e = &item->entry;
	uint64_t have = 0;
	int error;

	if (!enter(z, e, 0))
		return false;
	while (have < n) {
		unsigned step = n - have < STEP ? (unsigned)(n - have) : STEP;
		int got = unzReadCurrentFile(z->file, out + have, step);

		if (got <= 0)
			break;
		have += (uint64_t)got;
	}
	error = unzCloseCurrentFile(z->file);
	return have == n && (error != UNZ_CRCERROR || !item->checked);
}

char *
fc_zip_read(struct fc_zip *z, const struct fc_zip_entry *e, struct fc_arena *a, uint64_t n,
            uint64_t limit, const char *name)
{
	char *out;

	if (n > e->size)
		n = e->size;
	if (n > limit || n >= SIZE_MAX) {
		fc_diag_add(z->diags, FC_E_LIMIT, (struct fc_where){ .file = e->name },
		            name ? "the archive's entry is larger than %llu bytes (limit '%s')"
		                 : "the archive's entry is larger than %llu bytes",
		            (unsigned long long)limit, name);
		return NULL;
	}
	z->unreadable = false;
	if (!is_possible(z, e, n))
		return refuse_entry(z, e);
	out = FC_NEW_N(a, char, (size_t)n + 1);
	return unpack(z, item_of(e), out, n) ? out : refuse_entry(z, e);
}

bool
fc_zip_has(struct fc_zip *z, const struct fc_zip_entry *e)
{
	uint64_t size = fc_source_size(z->source), at;

	if (!enter(z, e, 1))
		return false;
	at = unzGetCurrentFileZStreamPos64(z->file);
	unzCloseCurrentFile(z->file);
	return at <= size && e->packed <= size - at;
}
