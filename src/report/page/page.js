/* page.js -- the page: its models, their totals, sliders, and the views below them */

var CARDS = ["params", "macs", "flops", "access_bytes", "peak_activation_bytes", "weight_bytes", "nodes"];
var main = document.getElementById("main");
var models = JSON.parse(document.getElementById("data").textContent).map(function (d) {
	return new Model(d);
});

function base(path) {
	return String(path || "").split("/").pop();
}

function totalCard(m, key) {
	var v = m.total(key), f = m.formula(m.data.totals[key]), note;
	note = key === "peak_activation_bytes" && m.peak ? "at " + shorten(m.label(m.peak.row), 40)
		: key === "nodes" && m.data.totals.uncounted_nodes ? m.data.totals.uncounted_nodes + " not counted" : "";
	return el("button", { class: "card", "data-key": key, "data-value": String(v), onclick: function () {
		openDialog(NAMES[key], [el("p", {}, grouped(v)), f ? el("pre", {}, "= " + f) : el("p", { class: "soft" },
			"The sum over all rows; a row's own formula stands behind its name in the table."),
		el("p", { class: "soft" }, key === "flops" ? m.data.convention + ": " + m.data.rule : "")]);
	} }, NAMES[key], el("b", {}, human(v, isBytes(key))), el("small", {}, note));
}

/* 1 2 3 4 6 8 12 16 ... up to most */
function steps(least, most) {
	var s = [], p;
	if (!least) s.push(0);
	s.push(1);
	for (p = 2; p <= most && p <= 1048576; p *= 2) {
		s.push(p);
		if (p * 1.5 <= most) s.push(p * 1.5);
	}
	if (s[s.length - 1] !== most && most < 1048576) s.push(most);
	return s;
}

function slider(m, sym, changed) {
	var max = m.value(sym.max), s = steps(sym.unknown ? 0 : 1, max === null ? 65536 : Math.max(1, Number(max)));
	var range = el("input", { type: "range", min: 0, max: s.length - 1, value: s.indexOf(1), "aria-label": clean(sym.name) });
	var number = el("input", { type: "number", min: s[0], step: 1, value: 1, "aria-label": clean(sym.name) + ", exact", "data-symbol": sym.name });
	function set(v) {
		m.values.set(sym.name, BigInt(v));
		changed();
	}
	range.setAttribute("aria-valuetext", "1");
	range.addEventListener("input", function () {
		number.value = s[range.value];
		range.setAttribute("aria-valuetext", number.value);
		set(s[range.value]);
	});
	number.addEventListener("input", function () {
		var v = Number(number.value), k = 0;
		if (number.value === "" || !Number.isSafeInteger(v) || v < s[0]) return;
		while (k < s.length - 1 && s[k + 1] <= v) k++;
		range.value = k;
		set(v);
	});
	return el("label", { title: clean(sym.origin || "") }, sym.name, range, number, el("span", { class: "soft" },
		sym.unknown ? "hangs on data" : ""));
}

function showModel(m) {
	var cards = el("div", { class: "cards", id: "totals" }), views = [], d = m.data, wait = 0;
	function draw() {
		empty(cards);
		CARDS.forEach(function (k) {
			cards.appendChild(totalCard(m, k));
		});
	}
	empty(main);
	window.scrollTo(0, 0);
	if (models.length > 1) main.appendChild(el("p", {}, el("button", { id: "back", onclick: showAll }, "\u2039 all models")));
	main.appendChild(el("h1", {}, base(d.path)));
	main.appendChild(el("p", { class: "soft" }, [d.path, d.format, d.producer, d.tool].filter(Boolean).join(" \u00b7 ")));
	if (d.status !== "complete") {
		main.appendChild(el("p", { class: "warn" }, { partial: "partial: figures are a lower bound", unavailable: "shapes of the inputs are missing: parameters only", failed: "could not be read" }[d.status]));
	}
	if (!m.failed) {
		if (d.device) main.appendChild(el("p", { class: "soft" }, "On " + d.device + ": " + humanTime(m.value(d.predicted)) + " at least"));
		main.appendChild(el("p", { class: "soft" }, "FLOPs, " + d.convention + ": " + d.rule));
		if (m.symbols.length) {
			var bar = el("div", { class: "bar", id: "symbols" });
			m.symbols.forEach(function (s) {
				bar.appendChild(slider(m, s, function () {
					m.update();
					draw();
					clearTimeout(wait);
					wait = setTimeout(function () {
						views.forEach(function (v) {
							v.update();
						});
					}, 120);
				}));
			});
			main.appendChild(bar);
		}
		draw();
		main.appendChild(cards);
		views = [new TreemapView(m), new MemoryView(m), new GraphView(m), new TableView(m)];
		views.forEach(function (v) {
			main.appendChild(v.box);
		});
		views[2].update();
	}
	if (d.said.length) {
		main.appendChild(el("h2", {}, "What was said"));
		main.appendChild(el("pre", {}, d.said.join("\n")));
	}
}

function showAll() {
	var body = el("tbody", {}), keys = ["params", "macs", "flops", "access_bytes", "peak_activation_bytes", "nodes"], head = el("tr", {}, el("th", {}, "model"));
	keys.forEach(function (k) {
		head.appendChild(el("th", { class: "r" }, NAMES[k]));
	});
	head.appendChild(el("th", {}, "status"));
	models.forEach(function (m) {
		var tr = el("tr", {}, el("td", { class: "name" }, el("button", { class: "link", onclick: function () { showModel(m); } }, m.data.path)));
		keys.forEach(function (k) {
			tr.appendChild(el("td", { class: "r" }, m.failed ? "" : human(m.total(k), isBytes(k))));
		});
		tr.appendChild(el("td", {}, m.data.status));
		body.appendChild(tr);
	});
	empty(main).appendChild(el("h1", {}, models.length + " models"));
	main.appendChild(el("div", { class: "w", tabindex: "0" }, el("table", { id: "models" }, el("thead", {}, head), body)));
	if (models.some(function (m) { return m.symbols.length; })) main.appendChild(el("p", { class: "soft" }, "Symbols stand at 1; each model's page has sliders for its own."));
}

if (models.length === 1) showModel(models[0]);
else showAll();
