/* model.js -- a model of the data: values at what its symbols are now, and the tree of its modules */

var STATUS = ["complete", "partial", "uncounted", "alternative"];

function Model(data) {
	var m = this, i;
	this.data = data;
	this.failed = !data.rows;
	this.symbols = data.symbols || [];
	this.values = new Map();
	this.n = this.failed ? 0 : data.rows.index.length;
	this.trees = [];
	this.symbols.forEach(function (s) {
		m.values.set(s.name, 1n);
	});
	for (i = 0; !this.failed && i < data.formulas.length; i++) this.trees.push(parseFormula(data.formulas[i]));
	this.update();
}

/* Work every formula out again. */
Model.prototype.update = function () {
	var m = this;
	this.now = this.trees.map(function (t) {
		try {
			return exact(evaluate(t, m.values));
		} catch (e) {
			return null;
		}
	});
	if (this.failed) return;
	this.peak = this.findPeak();
};

Model.prototype.value = function (x) {
	return x === null || x >= 0 ? x : this.now[-1 - x];
};

Model.prototype.formula = function (x) {
	return x !== null && x < 0 ? this.data.formulas[-1 - x] : null;
};

/* A text, or a figure, of row i. */
Model.prototype.text = function (key, i) {
	return this.data.texts[this.data.rows[key][i]];
};

Model.prototype.figure = function (key, i) {
	return this.value(this.data.rows[key][i]);
};

Model.prototype.counts = function (key, i) {
	return this.data.rows.status[i] !== 3 || /^(param|buffer)/.test(key);
};

Model.prototype.op = function (i) {
	var domain = this.text("domain", i), op = this.text("op", i);
	return domain && domain !== "ai.onnx" && op.indexOf("::") < 0 ? domain + "::" + op : op;
};

Model.prototype.label = function (i) {
	return this.text("name", i) || this.op(i) + " #" + this.data.rows.index[i];
};

Model.prototype.total = function (key) {
	if (key === "peak_activation_bytes" && this.peak && this.symbols.length) return this.peak.value;
	return this.value(this.data.totals[key]);
};

/* The first row where most is alive. */
Model.prototype.findPeak = function () {
	var best = null, i, v;
	for (i = 0; i < this.n; i++) {
		v = this.figure("alive_bytes", i);
		if (v !== null && this.data.rows.status[i] !== 3 && (!best || v > best.value)) best = { value: v, row: i };
	}
	return best;
};

/* Rows in modules by their scope; each knows its rows from the first to the last. */
Model.prototype.tree = function () {
	var root = { name: "", path: "", kids: [], rows: [], at: new Map() }, m = this, i;
	if (this.root) return this.root;
	function child(node, name) {
		var kid = node.at.get(name);
		if (!kid) {
			kid = { name: name, path: node.path ? node.path + "/" + name : name, kids: [], rows: [], at: new Map(), up: node };
			node.at.set(name, kid);
			node.kids.push(kid);
		}
		return kid;
	}
	for (i = 0; i < this.n; i++) {
		var node = root, scope = m.text("scope", i);
		node.rows.push(i);
		if (scope) {
			scope.split("/").slice(0, 40).forEach(function (part) {
				node = child(node, part);
				node.rows.push(i);
			});
		}
		node.kids.push({ name: m.label(i), path: m.label(i), row: i, rows: [i], kids: [], up: node });
	}
	foldLong(root, 0);
	this.root = root;
	return root;
};

/* Rows between modules, in runs. */
function foldRows(node) {
	var kids = [], some = [];
	function close() {
		if (some.length) kids.push(run(node, some));
		some = [];
	}
	node.kids.forEach(function (k) {
		if (k.kids.length) {
			close();
			kids.push(k);
		} else some.push(k);
	});
	close();
	return kids;
}

/* Many in one module: runs of them, so that none has more than some dozens. */
function foldLong(node, depth) {
	var MOST = 60, size, kids = node.kids, i;
	if (kids.length > MOST && kids.some(function (k) { return k.kids.length; })) node.kids = foldRows(node);
	while (node.kids.length > MOST) {
		size = Math.max(10, Math.ceil(Math.pow(node.kids.length, 0.5)));
		kids = [];
		for (i = 0; i < node.kids.length; i += size) kids.push(run(node, node.kids.slice(i, i + size)));
		node.kids = kids;
	}
	if (depth < 60) {
		node.kids.forEach(function (k) {
			k.up = node;
			foldLong(k, depth + 1);
		});
	}
}

function run(up, kids) {
	var rows = [], first = kids[0], last = kids[kids.length - 1];
	if (kids.length === 1) return first;
	kids.forEach(function (k) {
		k.rows.forEach(function (r) {
			rows.push(r);
		});
	});
	return { name: (first.from || first.name) + " \u2026 " + (last.to || last.name), from: first.from || first.name,
		to: last.to || last.name, path: up.path, kids: kids, rows: rows, up: up };
}

Model.prototype.sum = function (rows, key) {
	var x = null, i;
	for (i = 0; i < rows.length; i++) {
		if (this.counts(key, rows[i])) x = plus(x, this.figure(key, rows[i]));
	}
	return x === null ? 0 : x;
};
