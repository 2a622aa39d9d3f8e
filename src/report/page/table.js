/* table.js -- the layers: by node, module or operator, sorted and filtered */

/* Every column there is: title, kind. */
var COLUMNS = { index: ["#", "number"], name: ["layer", "text"], scope: ["scope", "text"], op: ["op", "text"],
	class: ["class", "text"], domain: ["domain", "text"], input_shapes: ["input", "text"], output_shapes: ["output", "text"],
	attributes: ["attributes", "text"], params: ["params", "count"], param_bytes: ["weights", "bytes"],
	buffers: ["buffers", "count"], buffer_bytes: ["buffers", "bytes"], macs: ["MACs", "count"], flops: ["FLOPs", "count"],
	bias_adds: ["bias adds", "count"], affine: ["affine", "count"], simple: ["simple", "count"],
	special: ["special", "count"], read_bytes: ["read", "bytes"], write_bytes: ["written", "bytes"],
	access_bytes: ["access", "bytes"], access_elements: ["elements", "count"], alive_bytes: ["alive", "bytes"],
	params_share: ["params %", "share"], macs_share: ["MACs %", "share"], flops_share: ["FLOPs %", "share"],
	access_share: ["access %", "share"], bound: ["bound", "text"], intensity: ["FLOPs/B", "ratio"],
	predicted_ms: ["at least", "time"], repeat: ["runs", "number"], depth: ["depth", "number"], nodes: ["nodes", "number"],
	status: ["status", "text"], reason: ["why", "text"] };
var USUAL = ["index", "name", "op", "output_shapes", "params", "macs", "flops", "access_bytes", "alive_bytes",
	"flops_share", "bound", "intensity", "predicted_ms", "status"];
var SUMMED = /^(name|nodes|params|param_bytes|buffers|buffer_bytes|macs|flops|bias_adds|affine|simple|special|read_bytes|write_bytes|access_bytes|access_elements|predicted_ms|.*_share|status|class|op)$/;
var PAGE = 200;

/* Without the element types, which the dialog tells. */
function shapes(m, key, i) {
	return m.data.rows[key][i].map(function (t) {
		return m.data.texts[m.data.tensors[t][1]].replace(/^[a-z0-9]+ /, "");
	}).join("; ");
}

/* The figure that a share is of. */
function wholeOf(key) {
	return key === "access_share" ? "access_bytes" : key.replace("_share", "");
}

/* What stands in a column of row i: a text, a number, null. */
function valueOf(m, i, key) {
	var rows = m.data.rows;
	switch (key) {
	case "name": return m.label(i);
	case "op": return m.op(i);
	case "class": return m.text("type", i);
	case "status": return STATUS[rows.status[i]];
	case "nodes": return 1;
	case "index":
	case "depth":
	case "intensity": return rows[key][i];
	case "input_shapes": return shapes(m, "inputs", i);
	case "output_shapes": return shapes(m, "outputs", i);
	case "attributes": return m.text(key, i).replace(/\n/g, ", ");
	}
	return COLUMNS[key][1] === "text" ? m.text(key, i) : m.figure(key, i);
}

function share(m, key, sum) {
	var total = Number(m.total(wholeOf(key)));
	return total ? Number(sum || 0) / total : 0;
}

function nodeItems(m, keys) {
	var items = [], i;
	function put(x, key) {
		if (COLUMNS[key][1] !== "share") x[key] = valueOf(m, x.row, key);
		else x[key] = m.counts(wholeOf(key), x.row) ? share(m, key, m.figure(wholeOf(key), x.row)) : 0;
	}
	for (i = 0; i < m.n; i++) {
		items.push({ row: i, index: m.data.rows.index[i],
			find: (m.label(i) + " " + m.op(i) + " " + m.text("scope", i) + " " + m.text("type", i)).toLowerCase() });
		keys.forEach(put.bind(null, items[i]));
	}
	return items;
}

/* Rows in one by operator, or by module, cut where the report was told to. */
function groupItems(m, by, keys) {
	var groups = new Map(), depth = m.data.depth || Infinity;
	function add(g, i, key) {
		var kind = COLUMNS[key][1], from = kind === "share" ? wholeOf(key) : key;
		if (kind === "text") return;
		if (key === "nodes") g.nodes++;
		else if (m.counts(from, i)) g[key] = plus(g[key] === undefined ? null : g[key], m.figure(from, i));
	}
	for (var i = 0; i < m.n; i++) {
		var key = by === "op" ? m.op(i) : m.text("scope", i).split("/").slice(0, depth).join("/") || "(model)", g = groups.get(key);
		if (!g) {
			g = { index: groups.size, name: key, op: by === "op" ? key : "", class: "", status: "complete", nodes: 0, find: key.toLowerCase() };
			groups.set(key, g);
		}
		if (by === "module" && m.text("scope", i) === key) g.class = m.text("type", i);
		if (m.data.rows.status[i] === 1 || m.data.rows.status[i] === 2) g.status = STATUS[m.data.rows.status[i]];
		keys.forEach(add.bind(null, g, i));
	}
	groups.forEach(function (g) {
		keys.forEach(function (key) {
			if (COLUMNS[key][1] === "share") g[key] = share(m, key, g[key]);
			else if (g[key] === undefined) g[key] = 0;
		});
	});
	return Array.from(groups.values());
}

function compare(a, b) {
	if (typeof a === "string") return a < b ? -1 : a > b ? 1 : 0;
	if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
	return a > b ? -1 : a < b ? 1 : 0;
}

function TableView(m) {
	var t = this;
	this.m = m;
	this.by = m.data.by;
	this.sort = m.data.sort || "index";
	this.turned = false;
	this.more = m.data.top || PAGE;
	this.filter = "";
	this.box = el("section", { id: "layers" }, el("h2", {}, "Layers"));
	this.search = el("input", { type: "search", placeholder: "filter: name, operator, module", "aria-label": "filter",
		oninput: function () {
			t.filter = t.search.value.toLowerCase();
			t.more = PAGE;
			t.draw();
		} });
	this.said = el("span", { class: "soft", role: "status" });
	this.box.appendChild(el("div", { class: "bar" }, this.search, select("a row per", ["node", "module", "op"], this.by,
		function (v) {
			t.by = v;
			t.more = PAGE;
			t.update();
		}), this.said));
	this.table = el("table", {});
	this.box.appendChild(el("div", { class: "w", tabindex: "0" }, this.table));
	this.foot = el("div", { class: "bar" });
	this.box.appendChild(this.foot);
	this.update();
}

TableView.prototype.update = function () {
	var keys = this.columns();
	if (COLUMNS[this.sort] && keys.indexOf(this.sort) < 0) keys = keys.concat([this.sort]);
	this.items = this.by === "node" ? nodeItems(this.m, keys) : groupItems(this.m, this.by, keys);
	this.draw();
};

TableView.prototype.columns = function () {
	var m = this.m, by = this.by, rows = m.data.rows, wished = m.data.columns;
	return (wished || (by === "node" ? USUAL : ["name", "nodes"].concat(USUAL.slice(4)))).filter(function (c) {
		if (c === "alive_bytes" && !wished && rows.bound) return false;
		if (c === "status" && !wished && !m.data.rows.status.some(function (s) { return s; })) return false;
		return (by === "node" || SUMMED.test(c)) && (["bound", "intensity", "predicted_ms"].indexOf(c) < 0 || rows[c]);
	});
};

TableView.prototype.cell = function (x, key) {
	var m = this.m, v = x[key], kind = COLUMNS[key][1];
	if (key === "name" && x.row !== undefined) {
		return el("td", { class: "name", title: clean(v) },
			el("button", { class: "link", onclick: function () { showRow(m, x.row); } }, shorten(v, 48)));
	}
	if (key === "name") return el("td", { class: "name", title: clean(v) }, v);
	if (kind === "text") return el("td", { title: clean(v).length > 40 ? clean(v) : null }, shorten(v, 40));
	if (kind === "number") return el("td", { class: "r" }, v === null ? "?" : v);
	if (kind === "share") return el("td", { class: "r" }, v ? (v * 100).toFixed(1) + " %" : "");
	if (kind === "ratio") return el("td", { class: "r" }, v === null ? "" : three(v / 1e6));
	if (kind === "time") return el("td", { class: "r" }, v === 0 ? "-" : humanTime(v));
	return el("td", { class: "r", title: grouped(v) }, v === 0 ? "-" : human(v, kind === "bytes"));
};

TableView.prototype.head = function () {
	var t = this, tr = el("tr", {});
	this.columns().forEach(function (key) {
		var on = t.sort === key;
		tr.appendChild(el("th", { class: COLUMNS[key][1] === "text" ? null : "r", "aria-sort": !on ? null : t.turned ? "ascending" : "descending" },
			el("button", { "data-key": key, onclick: function () {
				t.turned = on && !t.turned;
				t.sort = key;
				t.draw();
				t.table.querySelector("[data-key=" + key + "]").focus();
			} }, COLUMNS[key][0] + (on ? t.turned ? " \u25b4" : " \u25be" : ""))));
	});
	return tr;
};

TableView.prototype.draw = function () {
	var t = this, key = this.sort, keys = this.columns(), body = el("tbody", {}), down = this.turned ? -1 : 1, shown, words = this.filter.split(/\s+/);
	shown = this.items.filter(function (x) {
		return words.every(function (w) {
			return x.find.indexOf(w) >= 0;
		});
	});
	shown.sort(function (a, b) {
		return down * (key === "index" ? a.index - b.index : compare(a[key], b[key])) || a.index - b.index;
	});
	shown.slice(0, this.more).forEach(function (x) {
		var tr = el("tr", {});
		keys.forEach(function (key) {
			tr.appendChild(t.cell(x, key));
		});
		body.appendChild(tr);
	});
	empty(this.table).appendChild(el("thead", {}, this.head()));
	this.table.appendChild(body);
	this.said.textContent = shown.length + " of " + this.items.length;
	empty(this.foot);
	if (shown.length > this.more) {
		this.foot.appendChild(el("button", { onclick: function () {
			t.more += 5 * PAGE;
			t.draw();
		} }, "more: " + (shown.length - this.more) + " are not shown"));
	}
};
