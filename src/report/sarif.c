/* sarif.c -- a gate as SARIF 2.1.0 (OASIS, 2020): a result per finding that is not kept */
#include <string.h>

#include "base/arena.h"
#include "base/json_write.h"
#include "report/gate.h"

static const struct rule {
	const char *id, *text;
} rules[] = {
	{ "budget", "A figure of the model is over its budget." },
	{ "incomplete", "The count is partial, so a limit is kept by a lower bound only." },
	{ "model", "The model cannot be read or compared." },
	{ "setup", "The limit cannot be looked at as it is set up." },
};

enum { RULE_BUDGET, RULE_INCOMPLETE, RULE_MODEL, RULE_SETUP, N_RULES };

static void
put_message(struct fc_json *j, const char *key, const char *text)
{
	fc_json_key(j, key);
	fc_json_object(j, true);
	fc_json_member(j, "text", text);
	fc_json_end(j, '}');
}

static void
put_driver(struct fc_json *j)
{
	fc_json_key(j, "tool");
	fc_json_object(j, false);
	fc_json_key(j, "driver");
	fc_json_object(j, false);
	fc_json_member(j, "name", "flopcount");
	fc_json_key(j, "rules");
	fc_json_array(j, false);
	for (int i = 0; i < N_RULES; i++) {
		fc_json_object(j, true);
		fc_json_member(j, "id", rules[i].id);
		put_message(j, "shortDescription", rules[i].text);
		fc_json_end(j, '}');
	}
	fc_json_end(j, ']');
	fc_json_end(j, '}');
	fc_json_end(j, '}');
}

/* A URI: what is no plain character of a path is escaped (RFC 3986). */
static const char *
uri_of(struct fc_arena *a, const char *path)
{
	struct fc_str uri = FC_STR(a);

	for (; *path; path++) {
		unsigned char c = (unsigned char)*path;

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		    strchr("/-._~", c))
			fc_str_putc(&uri, (char)c);
		else
			fc_str_printf(&uri, "%%%02X", c);
	}
	return uri.data;
}

static void
put_place(struct fc_gate_report *r, struct fc_json *j, const struct fc_subject *s, unsigned line)
{
	const char *file = r->gate->budget ? r->gate->budget->file : s->path;

	fc_json_key(j, "locations");
	fc_json_array(j, true);
	fc_json_object(j, true);
	fc_json_key(j, "physicalLocation");
	fc_json_object(j, true);
	fc_json_key(j, "artifactLocation");
	fc_json_object(j, true);
	fc_json_member(j, "uri", uri_of(r->arena, file ? file : "flopcount.json"));
	fc_json_end(j, '}');
	if (line && r->gate->budget) {
		fc_json_key(j, "region");
		fc_json_object(j, true);
		fc_json_key(j, "startLine");
		fc_json_int(j, line);
		fc_json_end(j, '}');
	}
	fc_json_end(j, '}');
	fc_json_end(j, '}');
	fc_json_end(j, ']');
}

struct said {
	int rule;
	bool warning;
	unsigned line;
	const char *text;
};

static void
put_result(struct fc_gate_report *r, struct fc_json *j, const struct fc_subject *s, const struct said *x)
{
	struct fc_str text = FC_STR(r->arena);

	fc_json_object(j, false);
	fc_json_member(j, "ruleId", rules[x->rule].id);
	fc_json_key(j, "ruleIndex");
	fc_json_int(j, x->rule);
	fc_json_member(j, "level", x->warning ? "warning" : "error");
	fc_str_printf(&text, "%s: %s", *s->name ? s->name : s->path ? s->path : "", x->text);
	put_message(j, "message", text.data);
	put_place(r, j, s, x->line);
	fc_json_end(j, '}');
}

static int
rule_of(const struct fc_finding *f)
{
	return f->verdict == FC_VERDICT_BROKEN        ? RULE_BUDGET
	       : f->verdict == FC_VERDICT_LOWER_BOUND ? RULE_INCOMPLETE
	                                              : RULE_SETUP;
}

static void
put_results(struct fc_gate_report *r, struct fc_json *j, const struct fc_subject *s)
{
	struct fc_str text = FC_STR(r->arena);

	if (fc_say_subject(&text, r->gate, s))
		put_result(r, j, s, &(struct said){ RULE_MODEL, false, s->line, text.data });
	for (uint32_t i = 0; i < s->n_finding; i++) {
		const struct fc_finding *f = &s->finding[i];
		struct said x = { rule_of(f), !strcmp(fc_finding_grade(f), "warn"),
			          f->rule->limit[f->limit].line, NULL };

		if (f->verdict == FC_VERDICT_KEPT)
			continue;
		fc_str_clear(&text);
		fc_say_finding(&text, s, f);
		if (f->rule->message && f->verdict == FC_VERDICT_BROKEN)
			fc_str_printf(&text, ": %s", f->rule->message);
		x.text = text.data;
		put_result(r, j, s, &x);
	}
}

static void
sarif_write(struct fc_gate_report *r)
{
	struct fc_json j;

	fc_json_init(&j, r->out, 2);
	fc_json_object(&j, false);
	fc_json_member(&j, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
	fc_json_member(&j, "version", "2.1.0");
	fc_json_key(&j, "runs");
	fc_json_array(&j, false);
	fc_json_object(&j, false);
	put_driver(&j);
	fc_json_key(&j, "results");
	fc_json_array(&j, false);
	for (uint32_t i = 0; i < r->gate->subject.n; i++)
		put_results(r, &j, &r->gate->subject.at[i]);
	fc_json_end(&j, ']');
	fc_json_end(&j, '}');
	fc_json_end(&j, ']');
	fc_json_end(&j, '}');
	fc_out_putc(r->out, '\n');
}

const struct fc_gate_format fc_gate_sarif = { "sarif", sarif_write };
