/* bytes.c -- read a small file whole, look at how it begins */
#include "cli/bytes.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/list.h"
#include "cli/outfile.h"

enum { CHUNK = 1 << 16 };

static char *
read_all(FILE *file, size_t most, size_t *n_out, int *error)
{
	size_t room = CHUNK, n = 0, got;
	char *data = fc_memory(NULL, room + 1, 1);

	errno = 0;
	while ((got = fread(data + n, 1, room - n, file)) > 0) {
		n += got;
		if (n > most)
			break;
		if (n == room) {
			room *= 2;
			data = fc_memory(data, room + 1, 1);
		}
	}
	*error = n > most ? EFBIG : ferror(file) ? errno : 0;
	if (*error) {
		free(data);
		return NULL;
	}
	data[n] = '\0';
	*n_out = n;
	return data;
}

/* What has no memory for a stream says nothing about the file. */
static FILE *
open_file(const char *path)
{
	FILE *file = fopen(path, "rb");

	if (!file && errno == ENOMEM)
		fc_outfile_die("out of memory");
	return file;
}

char *
fc_bytes_read(const char *path, size_t most, size_t *n_out, int *error)
{
	bool named = strcmp(path, "-") != 0;
	FILE *file = named ? open_file(path) : stdin;
	char *data;

	if (!file) {
		*error = errno;
		return NULL;
	}
	data = read_all(file, most, n_out, error);
	if (named)
		fclose(file);
	return data;
}

bool
fc_bytes_are_json(const char *data, size_t n)
{
	size_t i = n >= 3 && !memcmp(data, "\xef\xbb\xbf", 3) ? 3 : 0;

	while (i < n && strchr(" \t\r\n", data[i]) && data[i])
		i++;
	return i < n && (data[i] == '{' || data[i] == '[');
}

bool
fc_bytes_file_is_json(const char *path)
{
	FILE *file = strcmp(path, "-") ? open_file(path) : NULL;
	char head[64];
	size_t n;

	if (!file)
		return false;
	n = fread(head, 1, sizeof(head), file);
	fclose(file);
	return fc_bytes_are_json(head, n);
}
