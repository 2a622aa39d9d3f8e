/* page.c -- one page without anything from outside: style, data, script */
#include "report/page.h"

static void
html_begin(struct fc_report *r)
{
	fc_out_puts(r->out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
	                    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	                    "base-uri 'none'; form-action 'none'; script-src '");
	fc_out_puts(r->out, fc_page_script_hash);
	fc_out_puts(r->out, "'; style-src '");
	fc_out_puts(r->out, fc_page_style_hash);
	fc_out_puts(r->out, "'\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
	                    "<meta name=\"color-scheme\" content=\"light dark\">\n<title>flopcount</title>\n"
	                    "<style>");
	fc_out_puts(r->out, fc_page_style);
	fc_out_puts(r->out, "</style></head>\n<body><main id=\"main\"><noscript>This page needs its own "
	                    "script to be run.</noscript></main>\n"
	                    "<script type=\"application/json\" id=\"data\">[\n");
}

static void
html_add(struct fc_report *r, const struct fc_result *result)
{
	fc_out_puts(r->out, r->n ? ",\n" : "");
	fc_page_model(r, result);
}

static void
html_end(struct fc_report *r)
{
	fc_out_puts(r->out, "\n]</script>\n<script>");
	fc_out_puts(r->out, fc_page_script);
	fc_out_puts(r->out, "</script>\n</body></html>\n");
}

const struct fc_report_format fc_report_html = { "html", html_begin, html_add, html_end };
