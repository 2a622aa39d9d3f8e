/* memory.js -- activation memory while the model runs, its peak named */

function MemoryView(m) {
	this.m = m;
	this.at = m.peak ? m.peak.row : 0;
	this.box = el("section", { id: "memory" }, el("h2", {}, "Activation memory over the run"));
	this.room = el("div", {});
	this.said = el("p", { role: "status" });
	this.box.appendChild(this.room);
	this.box.appendChild(this.said);
	this.update();
}

MemoryView.prototype.tell = function () {
	var m = this.m, peak = m.peak;
	this.said.textContent = clean("peak " + human(peak.value, true) + " at " + m.label(peak.row) +
		(this.at === peak.row ? "" : "; row " + m.data.rows.index[this.at] + ", " + m.label(this.at) + ": " +
		human(m.figure("alive_bytes", this.at), true)));
};

MemoryView.prototype.update = function () {
	var t = this, m = this.m, W = Math.max(320, Math.min(1130, document.documentElement.clientWidth - 24)), H = 190, LEFT = 4, d = "", i, n = m.n, top;
	var cursor = svg("line", { class: "cursor", y1: 14, y2: H - 8 }), s;
	empty(this.room);
	if (!m.peak || !Number(m.peak.value)) {
		this.said.textContent = "not known";
		return;
	}
	top = Number(m.peak.value);
	function x(row) {
		return LEFT + row / n * (W - 2 * LEFT);
	}
	function y(v) {
		return H - 8 - Number(v || 0) / top * (H - 34);
	}
	var step = Math.max(1, Math.floor(n / 1500));
	for (i = 0; i < n; i += step) {
		var most = 0, k;
		for (k = i; k < Math.min(n, i + step); k++) {
			if (m.data.rows.status[k] !== 3) most = Math.max(most, Number(m.figure("alive_bytes", k) || 0));
		}
		d += "L" + x(i).toFixed(1) + " " + y(most).toFixed(1) + "L" + x(Math.min(n, i + step)).toFixed(1) + " " + y(most).toFixed(1);
	}
	function place(row) {
		t.at = Math.max(0, Math.min(n - 1, row));
		cursor.setAttribute("x1", x(t.at + 0.5));
		cursor.setAttribute("x2", x(t.at + 0.5));
		t.tell();
	}
	function pointed(e) {
		var r = s.getBoundingClientRect();
		place(Math.floor(((e.clientX - r.left) / r.width * W - LEFT) / (W - 2 * LEFT) * n));
	}
	var px = x(m.peak.row + 0.5), right = px > W / 2;
	s = svg("svg", { viewBox: "0 0 " + W + " " + H, tabindex: "0", role: "slider", "aria-label": "row", "aria-valuemin": 0,
		"aria-valuemax": n - 1, "aria-valuenow": this.at, onmousemove: pointed, onclick: function () { showRow(m, t.at); }, onkeydown: function (e) {
			var by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -Math.ceil(n / 20), PageDown: Math.ceil(n / 20) }[e.key];
			if (by) {
				e.preventDefault();
				place(t.at + by);
				s.setAttribute("aria-valuenow", t.at);
			}
			if (e.key === "Enter") showRow(m, t.at);
		} }, svg("line", { class: "line", x1: 0, x2: W, y1: H - 8, y2: H - 8 }),
	svg("path", { class: "area", d: "M" + LEFT + " " + (H - 8) + d + "L" + (W - LEFT) + " " + (H - 8) + "Z" }), cursor,
	svg("circle", { class: "peak", cx: px, cy: y(top), r: 4 }),
	svg("text", { x: px + (right ? -8 : 8), y: 16, "text-anchor": right ? "end" : "start" },
		human(m.peak.value, true) + " at " + shorten(m.label(m.peak.row), Math.floor(W / 16))));
	this.room.appendChild(s);
	place(this.at);
};
