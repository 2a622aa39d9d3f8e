/* formula.js -- formulas of sizes: read once, worked out in whole numbers of any length */

/* "589824*batch + 3*seq^2", "floor((H + 1)/2)", "min(a, b)", "<odd name>" into a tree. */
function parseFormula(text) {
	var at = 0;
	function peek() {
		while (text[at] === " ") at++;
		return text[at];
	}
	function take(c) {
		if (peek() !== c) return false;
		at++;
		return true;
	}
	function need(c) {
		if (!take(c)) throw new Error("formula: " + c + " is missing at " + at + " in " + text);
	}
	function odd() {
		var name = "";
		for (at++; at < text.length && text[at] !== ">"; at++) {
			if (text[at] === "\\") at++;
			name += text[at];
		}
		at++;
		return ["name", name];
	}
	function call(name) {
		var args = [name];
		do {
			args.push(sum());
		} while (take(","));
		need(")");
		return args;
	}
	function factor() {
		var c = peek(), m;
		if (take("(")) {
			var inner = sum();
			need(")");
			return inner;
		}
		if (c === "-") {
			at++;
			return ["-", ["number", 0n], factor()];
		}
		if (c === "<") return odd();
		m = /^[0-9]+/.exec(text.slice(at, at + 400));
		if (m) {
			at += m[0].length;
			return ["number", BigInt(m[0])];
		}
		m = /^[A-Za-z_][A-Za-z0-9_.]*/.exec(text.slice(at));
		if (!m) throw new Error("formula: " + text);
		at += m[0].length;
		return take("(") ? call(m[0]) : ["name", m[0]];
	}
	function power() {
		var x = factor();
		return take("^") ? ["^", x, factor()] : x;
	}
	function product() {
		var x = power();
		for (;;) {
			if (take("*")) x = ["*", x, power()];
			else if (take("/")) x = ["/", x, power()];
			else return x;
		}
	}
	function sum() {
		var x = product();
		for (;;) {
			if (take("+")) x = ["+", x, product()];
			else if (take("-")) x = ["-", x, product()];
			else return x;
		}
	}
	var tree = sum();
	if (peek() !== undefined) throw new Error("formula: " + text);
	return tree;
}

function floorDiv(a, b) {
	if (b === 0n) throw new Error("division by zero");
	var q = a / b;
	return a % b !== 0n && (a < 0n) !== (b < 0n) ? q - 1n : q;
}

function logUp(x) {
	var n = 0n;
	while (1n << n < x) n++;
	return n;
}

/* The value of a tree; quotients stand in floor() or ceil() only. */
function evaluate(t, values) {
	function of(i) {
		return evaluate(t[i], values);
	}
	var i, x, y;
	switch (t[0]) {
	case "number": return t[1];
	case "name":
		if (!values.has(t[1])) throw new Error("no value of " + t[1]);
		return values.get(t[1]);
	case "+": return of(1) + of(2);
	case "-": return of(1) - of(2);
	case "*": return of(1) * of(2);
	case "^": return of(1) ** of(2);
	case "/": return floorDiv(of(1), of(2));
	case "floor": return of(1);
	case "ceil": return -floorDiv(-evaluate(t[1][1], values), evaluate(t[1][2], values));
	case "ceillog2": return logUp(of(1));
	case "min":
	case "max":
		x = of(1);
		for (i = 2; i < t.length; i++) {
			y = of(i);
			if (t[0] === "min" ? y < x : y > x) x = y;
		}
		return x;
	}
	throw new Error("formula: no function " + t[0]);
}

/* A plain number where it is exact. */
function exact(x) {
	return x >= -9007199254740991n && x <= 9007199254740991n ? Number(x) : x;
}

function plus(a, b) {
	if (a === null || b === null) return a === null ? b : a;
	if (typeof a === "number" && typeof b === "number" && Number.isSafeInteger(a + b)) return a + b;
	return exact(BigInt(a) + BigInt(b));
}
