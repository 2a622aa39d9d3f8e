/* graph.js -- the graph in layers, modules folded; click to unfold */

function GraphView(m) {
	var t = this, n;
	this.m = m;
	this.key = Number(m.total("flops")) > 0 ? "flops" : "access_bytes";
	this.open = new Set([m.tree()]);
	for (n = m.tree(); n.kids.length === 1 && n.kids[0].kids.length; n = n.kids[0]) this.open.add(n.kids[0]);
	this.box = el("section", { id: "graph" }, el("h2", {}, "Graph"));
	this.box.appendChild(el("div", { class: "bar" }, select("colour:", ["flops", "macs", "params", "access_bytes"], this.key,
		function (v) {
			t.key = v;
			t.update();
		}), el("span", { class: "soft" }, "A module (thick frame) unfolds on click; a node shows its formula.")));
	this.chips = el("div", { class: "bar" });
	this.room = el("div", { class: "graph", tabindex: "0" });
	this.box.appendChild(this.chips);
	this.box.appendChild(this.room);
	this.producer = new Map();
	for (var i = 0; i < m.n; i++) {
		m.data.rows.outputs[i].forEach(function (x) {
			t.producer.set(x, i);
		});
	}
	this.update();
}

/* What is drawn: every row belongs to the outermost module that is folded. */
GraphView.prototype.visible = function () {
	var t = this, list = [], of = new Array(this.m.n);
	(function walk(node) {
		node.kids.forEach(function (k) {
			while (k.kids.length === 1) k = k.kids[0];
			if (t.open.has(k)) {
				walk(k);
				return;
			}
			k.rows.forEach(function (r) {
				of[r] = list.length;
			});
			list.push({ node: k, first: k.rows[0], layer: 0, from: new Set() });
		});
	}(this.m.tree()));
	return { list: list, of: of };
};

/* Longest paths along edges that go forward in the order of the run. */
GraphView.prototype.layers = function (v) {
	var m = this.m, i, layers = [], order = v.list.slice();
	for (i = 0; i < m.n; i++) {
		m.data.rows.inputs[i].forEach(function (x) {
			var p = this.producer.get(x);
			if (p !== undefined && v.of[p] !== v.of[i]) v.list[v.of[i]].from.add(v.list[v.of[p]]);
		}, this);
	}
	order.sort(function (a, b) {
		return a.first - b.first;
	});
	order.forEach(function (b) {
		b.from.forEach(function (a) {
			if (a.first < b.first) b.layer = Math.max(b.layer, a.layer + 1);
		});
		(layers[b.layer] = layers[b.layer] || []).push(b);
	});
	layers.forEach(function (row) {
		row.forEach(function (b) {
			var sum = 0, n = 0;
			b.from.forEach(function (a) {
				if (a.layer < b.layer) {
					sum += a.place;
					n++;
				}
			});
			b.want = n ? sum / n : 0;
		});
		row.sort(function (a, b) {
			return a.want - b.want || a.first - b.first;
		});
		row.forEach(function (b, k) {
			b.place = k - (row.length - 1) / 2;
		});
	});
	return layers;
};

GraphView.prototype.update = function () {
	var t = this, m = this.m, v = this.visible(), layers = this.layers(v), w = 190, h = 40, gapX = 20, gapY = 26, widest = 1;
	var total = Number(m.total(this.key)) || 1, s, W, H;
	layers.forEach(function (row) {
		widest = Math.max(widest, row.length);
	});
	W = widest * (w + gapX) + gapX;
	H = layers.length * (h + gapY) + gapY;
	function left(b) {
		return W / 2 + b.place * (w + gapX) - w / 2;
	}
	function topOf(b) {
		return gapY + b.layer * (h + gapY);
	}
	s = svg("svg", { width: W, height: H, viewBox: "0 0 " + W + " " + H, role: "group", "aria-label": "graph" });
	v.list.forEach(function (b) {
		b.from.forEach(function (a) {
			var x1 = left(a) + w / 2, y1 = topOf(a) + h, x2 = left(b) + w / 2, y2 = topOf(b);
			s.appendChild(svg("path", { class: "edge", d: "M" + x1 + " " + y1 + "C" + x1 + " " + (y1 + gapY) + " " + x2 + " " + (y2 - gapY) + " " + x2 + " " + y2 }));
		});
	});
	v.list.forEach(function (b) {
		var n = b.node, value = m.sum(n.rows, t.key), share = Number(value) / total;
		function act() {
			if (!n.kids.length) {
				showRow(m, n.row);
				return;
			}
			t.open.add(n);
			t.update();
		}
		var sub = (n.kids.length ? n.rows.length + (n.rows.length === 1 ? " node" : " nodes") : m.op(n.row)) + (Number(value) ? ", " + human(value, isBytes(t.key)) : "") + (share >= 0.0005 ? ", " + (share * 100).toFixed(1) + " %" : "");
		s.appendChild(svg("g", { tabindex: "0", role: "button", class: n.kids.length ? "mod" : null, "aria-label": clean(n.name + ": " + sub),
			onclick: act, onkeydown: pressed(act) }, svg("title", {}, n.path + "\n" + sub),
		svg("rect", { class: "node", x: left(b), y: topOf(b), width: w, height: h, rx: 5 }),
		svg("rect", { class: "hot", "fill-opacity": Math.min(0.7, share * 2.5).toFixed(3), x: left(b), y: topOf(b), width: w, height: h, rx: 5 }),
		svg("text", { x: left(b) + 8, y: topOf(b) + 17 }, shorten(n.name, 25)),
		svg("text", { x: left(b) + 8, y: topOf(b) + 33 }, shorten(sub, 27))));
	});
	empty(this.room).appendChild(s);
	this.room.scrollLeft = Math.max(0, (W - this.room.clientWidth) / 2);
	empty(this.chips);
	this.open.forEach(function (n) {
		if (n.up) t.chips.appendChild(el("button", { onclick: function () {
			t.open.delete(n);
			t.update();
		}, title: "fold" }, shorten(n.path || n.name, 30) + " \u00d7"));
	});
};
