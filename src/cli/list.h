/* list.h -- a growing list of texts, and memory that is there or ends the program */
#ifndef FC_CLI_LIST_H
#define FC_CLI_LIST_H

#include <stddef.h>

/* Zeroed is empty. Texts belong to the list. */
struct fc_list {
	char **at;
	size_t n, room;
};

void fc_list_add(struct fc_list *l, const char *text);
void fc_list_add_owned(struct fc_list *l, char *text); /* malloc'ed */
void fc_list_sort(struct fc_list *l);
void fc_list_done(struct fc_list *l);

/* A copy of n bytes as text. */
char *fc_text_copy(const char *text, size_t n);
char *fc_text_join(const char *a, const char *b, const char *c);

/* As realloc() of n things of size bytes; does not come back without. */
void *fc_memory(void *p, size_t n, size_t size);

#endif
