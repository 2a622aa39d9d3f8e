/* parts.js -- elements, numbers for people, and what is shown of one row */

var SVG = "http://www.w3.org/2000/svg";
var NAMES = { params: "parameters", param_bytes: "parameter bytes", buffers: "buffers", buffer_bytes: "buffer bytes",
	macs: "MACs", flops: "FLOPs", read_bytes: "read", write_bytes: "written", access_bytes: "memory access",
	access_elements: "access, elements", peak_activation_bytes: "peak activation memory", nodes: "nodes",
	uncounted_nodes: "not counted", file_bytes: "file", weight_bytes: "weights" };

function fill(e, attrs, kids) {
	Object.keys(attrs || {}).forEach(function (k) {
		if (k.slice(0, 2) === "on") e.addEventListener(k.slice(2), attrs[k]);
		else if (attrs[k] !== null && attrs[k] !== undefined) e.setAttribute(k, attrs[k]);
	});
	(kids || []).forEach(function (k) {
		if (k === null) return;
		e.appendChild(typeof k === "object" ? k : document.createTextNode(clean(k)));
	});
	return e;
}

/* Marks that turn the direction of writing, and control characters, made visible. */
function clean(s) {
	return String(s).replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, function (c) {
		return "\\u" + ("000" + c.charCodeAt(0).toString(16)).slice(-4);
	});
}

function el(tag, attrs) {
	return fill(document.createElement(tag), attrs, [].slice.call(arguments, 2));
}

function svg(tag, attrs) {
	return fill(document.createElementNS(SVG, tag), attrs, [].slice.call(arguments, 2));
}

function empty(e) {
	while (e.firstChild) e.removeChild(e.firstChild);
	return e;
}

function three(x) {
	return x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toFixed(2);
}

function human(x, bytes) {
	var units = bytes ? ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"] : ["", "k", "M", "G", "T", "P", "E"];
	var base = bytes ? 1024 : 1000, i = 0, v;
	if (x === null || x === undefined) return "?";
	v = Number(x);
	while (v >= base && i < units.length - 1) {
		v /= base;
		i++;
	}
	return (i ? three(v) : String(v)) + (units[i] ? " " + units[i] : "");
}

/* Picoseconds. */
function humanTime(x) {
	var units = ["ps", "ns", "\u00b5s", "ms", "s"], i = 0, v;
	if (x === null || x === undefined) return "?";
	for (v = Number(x); v >= 1000 && i < 4; i++) v /= 1000;
	return three(v) + " " + units[i];
}

function isBytes(key) {
	return /bytes$/.test(key);
}

/* 1234567 as 1,234,567. */
function grouped(x) {
	return x === null ? "not known" : String(x).replace(/\B(?=(\d{3})+$)/g, ",");
}

/* Enter or blank on what is no button. */
function pressed(act) {
	return function (e) {
		if (e.key !== "Enter" && e.key !== " ") return;
		e.preventDefault();
		act(e);
	};
}

function select(label, keys, now, change) {
	var s = el("select", { onchange: function () { change(s.value); } });
	keys.forEach(function (k) {
		var o = el("option", { value: k }, NAMES[k] || k);
		o.selected = k === now;
		s.appendChild(o);
	});
	return el("label", {}, label, s);
}

function openDialog(title, parts) {
	var d = el("dialog", { "aria-label": clean(title) }, el("h2", {}, title));
	parts.forEach(function (p) {
		d.appendChild(p);
	});
	d.appendChild(el("p", {}, el("button", { onclick: function () { d.close(); } }, "Close")));
	d.addEventListener("close", function () {
		d.remove();
	});
	document.body.appendChild(d);
	d.showModal();
}

function figureRow(m, key, x) {
	var f = m.formula(x), v = m.value(x);
	return el("tr", {}, el("td", {}, NAMES[key] || key.replace("_", " ")), el("td", { class: "r" }, grouped(v)),
		el("td", {}, f ? "= " + f : v !== null && Number(v) >= 1000 ? human(v, isBytes(key)) : ""));
}

function operands(m, key, i) {
	return m.data.rows[key][i].map(function (t) {
		var x = m.data.tensors[t];
		return m.data.texts[x[0]] + ": " + m.data.texts[x[1]];
	}).join("\n");
}

/* All that is known of row i: operands, attributes, formula with its numbers, facts. */
function showRow(m, i) {
	var rows = m.data.rows, t = el("table", {}), parts = [];
	function text(head, body) {
		if (!body) return;
		parts.push(el("b", {}, head));
		parts.push(el("pre", {}, body));
	}
	parts.push(el("p", { class: "soft" }, m.op(i) + (m.text("scope", i) ? " in " + m.text("scope", i) : "") +
		(m.text("type", i) ? " (" + m.text("type", i) + ")" : "") + ", row " + rows.index[i] + ", " + STATUS[rows.status[i]] +
		(m.text("reason", i) ? ": " + m.text("reason", i) : "")));
	text("formula", m.text("formula", i).replace(/^ {2}/gm, "").trim());
	text("inputs", operands(m, "inputs", i));
	text("outputs", operands(m, "outputs", i));
	text("attributes", m.text("attributes", i));
	["params", "param_bytes", "buffers", "macs", "bias_adds", "affine", "simple", "special", "flops", "read_bytes",
		"write_bytes", "access_bytes", "access_elements", "alive_bytes", "repeat"].forEach(function (k) {
		if (m.figure(k, i) !== 0) t.appendChild(figureRow(m, k, rows[k][i]));
	});
	parts.push(t);
	parts.push(el("p", { class: "soft" }, "FLOPs, " + m.data.convention + ": " + m.data.rule));
	openDialog(m.label(i), parts);
}

function crumbs(node, go) {
	var path = [], n = node, bar = el("div", { class: "bar" });
	for (; n; n = n.up) path.unshift(n);
	path.forEach(function (p, k) {
		if (k) bar.appendChild(document.createTextNode("\u203a"));
		bar.appendChild(el("button", { onclick: function () { go(p); }, "aria-current": p === node ? "true" : null },
			p.up ? shorten(p.name, 40) : "model"));
	});
	return bar;
}

function shorten(s, n) {
	s = clean(s);
	return s.length <= n ? s : n < 4 ? "" : s.slice(0, Math.ceil(n / 2) - 1) + "\u2026" + s.slice(s.length - Math.floor(n / 2));
}
