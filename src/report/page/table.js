/* table.js -- the layers: by node, module or operator, sorted and filtered */

var COLUMNS = [["index", "#"], ["name", "layer"], ["op", "op"], ["output", "output"], ["params", "params"], ["macs", "MACs"],
	["flops", "FLOPs"], ["access_bytes", "access"], ["alive_bytes", "alive"], ["share", "share"], ["nodes", "nodes"],
	["status", "status"]];
var PAGE = 200;

function nodeItems(m) {
	var items = [], i, total = Number(m.total("flops")) || 0, outs;
	for (i = 0; i < m.n; i++) {
		outs = m.data.rows.outputs[i];
		items.push({ row: i, index: m.data.rows.index[i], name: m.label(i), op: m.op(i), nodes: 1,
			output: outs.length ? m.data.texts[m.data.tensors[outs[0]][1]] : "", params: m.figure("params", i),
			macs: m.figure("macs", i), flops: m.figure("flops", i), access_bytes: m.figure("access_bytes", i),
			alive_bytes: m.figure("alive_bytes", i), status: STATUS[m.data.rows.status[i]],
			share: total && m.counts("flops", i) ? Number(m.figure("flops", i) || 0) / total : 0,
			find: (m.label(i) + " " + m.op(i) + " " + m.text("scope", i) + " " + m.text("type", i)).toLowerCase() });
	}
	return items;
}

function groupItems(m, by) {
	var groups = new Map(), total = Number(m.total("flops")) || 0;
	nodeItems(m).forEach(function (x) {
		var key = by === "op" ? x.op : m.text("scope", x.row) || "(model)", g = groups.get(key);
		if (!g) {
			g = { index: groups.size, name: key, op: by === "op" ? key : m.text("type", x.row), output: "", nodes: 0, params: 0,
				macs: 0, flops: 0, access_bytes: 0, alive_bytes: 0, share: 0, status: "complete", find: key.toLowerCase() };
			groups.set(key, g);
		}
		g.nodes++;
		["params", "macs", "flops", "access_bytes"].forEach(function (k) {
			if (m.counts(k, x.row)) g[k] = plus(g[k], x[k]);
		});
		if (x.status !== "complete" && x.status !== "alternative") g.status = x.status;
		g.share = total ? Number(g.flops) / total : 0;
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
	this.more = PAGE;
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
	this.items = this.by === "node" ? nodeItems(this.m) : groupItems(this.m, this.by);
	this.draw();
};

TableView.prototype.columns = function () {
	var by = this.by;
	return COLUMNS.filter(function (c) {
		return by === "node" ? c[0] !== "nodes" : ["index", "output", "alive_bytes", "op"].indexOf(c[0]) < 0;
	});
};

TableView.prototype.cell = function (x, key) {
	var m = this.m, v = x[key];
	if (key === "name" && x.row !== undefined) {
		return el("td", { class: "name", title: clean(v) },
			el("button", { class: "link", onclick: function () { showRow(m, x.row); } }, shorten(v, 48)));
	}
	if (key === "name") return el("td", { class: "name", title: clean(v) }, v);
	if (key === "share") return el("td", { class: "r" }, v ? (v * 100).toFixed(1) + " %" : "");
	if (key === "index" || key === "nodes") return el("td", { class: "r" }, v);
	if (typeof v === "string") return el("td", {}, shorten(v, 40));
	return el("td", { class: "r", title: grouped(v) }, v === 0 ? "-" : human(v, isBytes(key)));
};

TableView.prototype.head = function () {
	var t = this, tr = el("tr", {});
	this.columns().forEach(function (c) {
		var on = t.sort === c[0], text = ["name", "op", "output", "status"].indexOf(c[0]) >= 0;
		tr.appendChild(el("th", { class: text ? null : "r", "aria-sort": !on ? null : t.turned ? "ascending" : "descending" },
			el("button", { "data-key": c[0], onclick: function () {
				t.turned = on && !t.turned;
				t.sort = c[0];
				t.draw();
				t.table.querySelector("[data-key=" + c[0] + "]").focus();
			} }, c[1] + (on ? t.turned ? " \u25b4" : " \u25be" : ""))));
	});
	return tr;
};

TableView.prototype.draw = function () {
	var t = this, key = this.sort, body = el("tbody", {}), down = this.turned ? -1 : 1, shown, words = this.filter.split(/\s+/);
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
		t.columns().forEach(function (c) {
			tr.appendChild(t.cell(x, c[0]));
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
