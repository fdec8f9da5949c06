package expression

import (
	"regexp"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
)

// spelling maps the operators that have two spellings to the one the checked node uses.
var spelling = map[string]string{"&&": "and", "||": "or", "!": "not", "%": "mod", "..": "range"}

func (c *checker) unary(n *ast.UnaryNode) operand {
	o := c.visit(n.Node)
	at := n.Location()
	switch n.Operator {
	case "not", "!":
		c.truth("not", o)
		return operand{Type: Boolean, node: call("not", at, o.node)}
	case "-":
		c.want("-", at, KindNumber, o)
		if number, ok := o.node.value.(float64); ok && o.node.op == "" {
			// Adding zero keeps a literal -0 from existing.
			return operand{Type: Number, node: constant(0-number, at)}
		}
		return operand{Type: Number, node: call("neg", at, o.node)}
	case "+":
		c.want("+", at, KindNumber, o)
		return operand{Type: Number, node: call("+", at, o.node, constant(0.0, at))}
	}
	return c.unsupported(n, n.Operator)
}

func (c *checker) binary(n *ast.BinaryNode) operand {
	operator := n.Operator
	if canonical, ok := spelling[operator]; ok {
		operator = canonical
	}
	left, right := c.visit(n.Left), c.visit(n.Right)
	at := n.Location()
	out := operand{Type: Boolean, node: call(operator, at, left.node, right.node)}
	switch operator {
	case "and", "or":
		c.truth(operator, left)
		c.truth(operator, right)
	case "==", "!=":
		c.match(operator, at, left, right)
		c.remember(left, right)
	case "<", "<=", ">", ">=":
		c.order(operator, at, left, right)
	case "in":
		c.membership(operator, at, left, right)
	case "contains", "startsWith", "endsWith":
		c.textual(operator, at, left, right)
	case "matches":
		c.pattern(at, left, right)
	case "??":
		out.Type = unify(left.Type, right.Type)
	case "+":
		out.Type = c.plus(at, left, right)
	case "-", "*", "/", "mod":
		c.want(n.Operator, at, KindNumber, left, right)
		out.Type = Number
	case "range":
		c.want(n.Operator, at, KindNumber, left, right)
		out.Type = ListOf(Number)
	default:
		return c.unsupported(n, n.Operator)
	}
	return out
}

// truth wants a condition. An empty one counts as false, so any is fine.
func (c *checker) truth(operator string, o operand) {
	c.want(operator, o.node.at, KindBoolean, o)
}

func (c *checker) want(operator string, at file.Location, want Kind, operands ...operand) {
	for _, o := range operands {
		if !o.open() && o.kind() != want {
			c.add("expression.operand", at, "operator", operator, "want", want, "got", o.kind())
		}
	}
}

func (c *checker) mismatch(operator string, at file.Location, left, right operand) {
	c.add("expression.type_mismatch", at, "operator", operator, "left", left.kind(), "right", right.kind())
}

// match wants two operands that can be equal, and complains about literals that are no dates.
func (c *checker) match(operator string, at file.Location, left, right operand) {
	switch {
	case left.open(), right.open(), left.kind() == right.kind():
	case c.dated(left, right), c.dated(right, left):
	default:
		c.mismatch(operator, at, left, right)
	}
}

// dated reports whether literal is a text beside a date or datetime; a text that is none gets a problem.
func (c *checker) dated(literal, date operand) bool {
	text, ok := literal.node.text()
	if !ok || date.kind() != KindDate && date.kind() != KindDateTime {
		return false
	}
	if !literalFits(literal, date.kind()) {
		c.add("expression.date_literal", literal.node.at, "value", text, "want", date.kind())
	}
	return true
}

// literalFits reports whether o is a literal text that is a value of a date kind.
func literalFits(o operand, want Kind) bool {
	text, ok := o.node.text()
	switch {
	case !ok:
		return false
	case want == KindDate:
		_, ok = parseDate(text)
	case want == KindDateTime:
		_, ok = parseDateTime(text)
	default:
		return false
	}
	return ok
}

func (c *checker) order(operator string, at file.Location, left, right operand) {
	for _, o := range []operand{left, right} {
		switch o.kind() {
		case KindBoolean, KindList, KindMap:
			c.mismatch(operator, at, left, right)
			return
		}
	}
	c.match(operator, at, left, right)
}

func (c *checker) membership(operator string, at file.Location, left, list operand) {
	if !list.open() && list.kind() != KindList {
		c.mismatch(operator, at, left, list)
		return
	}
	if list.items == nil {
		c.match(operator, at, left, operand{Type: list.elem(), node: constant(nil, at)})
		return
	}
	for _, item := range list.items {
		c.match(operator, item.node.at, left, item)
		c.remember(left, item)
	}
}

// textual checks the three text operators; `contains` also looks for an element of a list.
func (c *checker) textual(operator string, at file.Location, left, right operand) {
	if operator == "contains" && left.kind() == KindList {
		element := operand{Type: left.elem(), node: constant(nil, at), path: left.path}
		c.match(operator, at, element, right)
		c.remember(element, right)
		return
	}
	if operator == "contains" && left.open() {
		return // perhaps a list of anything
	}
	for _, o := range []operand{left, right} {
		if !o.open() && o.kind() != KindString {
			c.mismatch(operator, at, left, right)
			return
		}
	}
}

// pattern checks `matches`. The pattern must be written out, so that it is compiled once and its cost is
// known; browsers have another dialect, which makes the expression one for the server alone.
func (c *checker) pattern(at file.Location, left, right operand) {
	c.server = true
	text, ok := right.node.text()
	if !ok {
		c.add("expression.pattern", at, "detail", "")
	} else if _, err := regexp.Compile(text); err != nil {
		c.add("expression.pattern", at, "detail", err.Error())
	}
	if !left.open() && left.kind() != KindString {
		c.mismatch("matches", at, left, right)
	}
}

func (c *checker) plus(at file.Location, left, right operand) Type {
	for _, o := range []operand{left, right} {
		if !o.open() && o.kind() != KindNumber && o.kind() != KindString {
			c.mismatch("+", at, left, right)
			return Any
		}
	}
	if !left.open() && !right.open() && left.kind() != right.kind() {
		c.mismatch("+", at, left, right)
		return Any
	}
	if left.open() {
		return right.Type
	}
	return left.Type
}

// remember notes a name compared with a literal.
func (c *checker) remember(left, right operand) {
	if right.path != "" {
		left, right = right, left
	}
	if left.path == "" || right.node.op != "" || right.node.value == nil {
		return
	}
	line, column := place(c.source, right.node.at.From)
	c.compared = append(c.compared, Comparison{Path: left.path, Value: right.node.value, Line: line, Column: column})
}
