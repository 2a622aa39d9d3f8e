/* treemap.js -- boxes by module, squarified; click to descend */

/* Bruls, Huizing, van Wijk: rows whose boxes are as square as can be. items: sorted, with an area. */
function squarify(items, x, y, w, h) {
	var out = [], i = 0;
	function worst(row, sum, side) {
		return Math.max(side * side * row[0].area / (sum * sum), sum * sum / (side * side * row[row.length - 1].area));
	}
	while (i < items.length) {
		var side = Math.min(w, h), row = [items[i]], sum = items[i].area, thick, at = 0, wide = w >= h, next;
		for (i++; i < items.length; i++) {
			next = row.concat([items[i]]);
			if (worst(next, sum + items[i].area, side) > worst(row, sum, side)) break;
			row = next;
			sum += items[i].area;
		}
		thick = side > 0 ? sum / side : 0;
		for (var k = 0; k < row.length; k++) {
			var long = thick > 0 ? row[k].area / thick : 0;
			out.push(wide ? { item: row[k], x: x, y: y + at, w: thick, h: long } : { item: row[k], x: x + at, y: y, w: long, h: thick });
			at += long;
		}
		if (wide) {
			x += thick;
			w -= thick;
		} else {
			y += thick;
			h -= thick;
		}
	}
	return out;
}

function TreemapView(m) {
	var t = this;
	this.m = m;
	this.key = "macs";
	this.node = m.tree();
	while (this.node.kids.length === 1 && this.node.kids[0].kids.length) this.node = this.node.kids[0];
	["macs", "params", "access_bytes"].some(function (k) {
		t.key = k;
		return Number(m.total(k)) > 0;
	});
	this.box = el("section", { id: "treemap" }, el("h2", {}, "Where the cost is"));
	this.box.appendChild(el("div", { class: "bar" }, select("area:", ["macs", "params", "access_bytes", "flops"], this.key, function (v) {
		t.key = v;
		t.update();
	})));
	this.room = el("div", {});
	this.box.appendChild(this.room);
	this.update();
}

TreemapView.prototype.go = function (node) {
	this.node = node;
	this.update();
	var first = this.room.querySelector("[tabindex],button[aria-current]");
	if (first) first.focus({ preventScroll: true });
};

/* What is in a node and costs anything, the largest first, with its part of an area. */
TreemapView.prototype.itemsOf = function (node, area) {
	var t = this, sum = 0, items = node.kids.map(function (k) {
		var v = t.m.sum(k.rows, t.key);
		sum += Number(v);
		return { node: k, value: v };
	}).filter(function (x) {
		return Number(x.value) > 0;
	});
	items.forEach(function (x) {
		x.area = Number(x.value) / sum * area;
	});
	return items.sort(function (a, b) {
		return b.area - a.area;
	});
};

TreemapView.prototype.update = function () {
	var t = this, W = Math.max(320, Math.min(1130, document.documentElement.clientWidth - 24)), H = W < 600 ? 360 : 420;
	var s = svg("svg", { viewBox: "0 0 " + W + " " + H, role: "group", "aria-label": "treemap" }), sum = 0, items;
	empty(this.room).appendChild(crumbs(this.node, function (n) { t.go(n); }));
	items = this.itemsOf(this.node, W * H);
	items.forEach(function (x) {
		sum += Number(x.value);
	});
	squarify(items, 0, 0, W, H).forEach(function (b) {
		s.appendChild(t.boxOf(b, sum));
	});
	if (!items.length) this.room.appendChild(el("p", { class: "soft" }, "nothing here"));
	else this.room.appendChild(s);
};

TreemapView.prototype.boxOf = function (b, sum) {
	var t = this, n = b.item.node, share = Number(b.item.value) / sum, chars = Math.floor(b.w / 7.2) - 1;
	function act() {
		if (n.kids.length) t.go(n);
		else showRow(t.m, n.row);
	}
	var value = human(b.item.value, isBytes(this.key)) + ", " + (share * 100).toFixed(1) + " %";
	var deep = n.rows.length > 1 && b.w > 90 && b.h > 70;
	var g = svg("g", { tabindex: "0", role: "button", "aria-label": clean(n.name + ": " + value), onclick: act, onkeydown: pressed(act) },
		svg("title", {}, n.name + "\n" + value), svg("rect", { class: "box", x: b.x, y: b.y, width: b.w, height: b.h }),
		svg("rect", { class: "hot", "fill-opacity": (0.12 + (deep ? 0 : 0.55 * share)).toFixed(3), x: b.x + 1, y: b.y + 1,
			width: Math.max(0, b.w - 2), height: Math.max(0, b.h - 2) }));
	if (deep) this.inside(g, n, b, sum);
	if (b.h > 18 && chars > 3) g.appendChild(svg("text", { class: deep ? "t" : null, x: b.x + 6, y: b.y + 16 }, shorten(n.name, chars) + (n.kids.length && n.name.length < chars - 1 ? " \u203a" : "")));
	if (b.h > 34 && chars >= value.length) g.appendChild(svg("text", { x: b.x + 6, y: b.y + 32 }, value));
	return g;
};

/* What is in a module, below its name: a look ahead, to be reached by descending. */
TreemapView.prototype.inside = function (g, n, b, sum) {
	while (n.kids.length === 1 && n.kids[0].kids.length) n = n.kids[0];
	var items = this.itemsOf(n, (b.w - 8) * (b.h - 44));
	squarify(items, b.x + 4, b.y + 40, b.w - 8, b.h - 44).forEach(function (k) {
		var chars = Math.floor(k.w / 7.2) - 1;
		if (k.w < 3 || k.h < 3) return;
		g.appendChild(svg("rect", { class: "hot in", "fill-opacity": (0.06 + 0.55 * Number(k.item.value) / sum).toFixed(3),
			x: k.x, y: k.y, width: k.w, height: k.h }));
		if (k.h > 18 && chars > 3) g.appendChild(svg("text", { x: k.x + 5, y: k.y + 15 }, shorten(k.item.node.name, chars)));
	});
};
