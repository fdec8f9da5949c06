package expression

import (
	"fmt"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
)

// loops are the operations that run a body once for each element of a list, with the type they give.
var loops = map[string]func(list, body operand) Type{
	"any":    func(_, _ operand) Type { return Boolean },
	"all":    func(_, _ operand) Type { return Boolean },
	"none":   func(_, _ operand) Type { return Boolean },
	"one":    func(_, _ operand) Type { return Boolean },
	"count":  func(_, _ operand) Type { return Number },
	"sum":    func(_, _ operand) Type { return Number },
	"map":    func(_, body operand) Type { return ListOf(body.Type) },
	"filter": func(list, _ operand) Type { return ListOf(list.elem()) },
}

func (c *checker) loop(n *ast.BuiltinNode) operand {
	at := n.Location()
	result, ok := loops[n.Name]
	if !ok {
		c.add("expression.function_unknown", at, "name", n.Name)
		return unknown(at)
	}
	list := c.visit(n.Arguments[0])
	if !list.open() && list.kind() != KindList {
		c.add("expression.argument", at, "function", n.Name, "position", 1, "want", KindList, "got", list.kind())
		list.Type = Any
	}
	if len(n.Arguments) == 1 {
		if n.Name == "sum" {
			c.want(n.Name, at, KindNumber, operand{Type: list.elem()})
		}
		return operand{Type: Number, node: call(n.Name, at, list.node)}
	}
	body := c.body(n, list)
	out := operand{Type: result(list, body), node: call(n.Name, at, list.node, body.node)}
	switch n.Name {
	case "filter":
		out.path = list.path
	case "map":
		out.path = body.path
	case "sum":
		c.want(n.Name, at, KindNumber, body)
		return out
	}
	if n.Name != "map" {
		c.truth(n.Name, body)
	}
	return out
}

func (c *checker) body(n *ast.BuiltinNode, list operand) operand {
	predicate, ok := n.Arguments[1].(*ast.PredicateNode)
	if !ok {
		return c.unsupported(n, n.Name)
	}
	c.elements = append(c.elements, operand{Type: list.elem(), path: list.path})
	body := c.visit(predicate.Node)
	c.elements = c.elements[:len(c.elements)-1]
	return body
}

func (c *checker) call(n *ast.CallNode) operand {
	at := n.Location()
	name, ok := n.Callee.(*ast.IdentifierNode)
	if !ok {
		return c.unsupported(n, "()")
	}
	f, ok := functions[name.Value]
	if !ok {
		c.add("expression.function_unknown", at, "name", name.Value)
		for _, a := range n.Arguments {
			c.visit(a)
		}
		return unknown(at)
	}
	args := make([]operand, len(n.Arguments))
	out := operand{node: call(name.Value, at)}
	for i, a := range n.Arguments {
		args[i] = c.visit(a)
		out.node.args = append(out.node.args, args[i].node)
	}
	out.Type = f.result(args)
	if len(args) < f.least || len(args) > f.most {
		want := fmt.Sprint(f.least)
		if f.most > f.least {
			want = fmt.Sprintf("%d–%d", f.least, f.most)
		}
		c.add("expression.arguments", at, "function", name.Value, "want", want, "got", len(args))
		return out
	}
	c.arguments(name.Value, at, f, args)
	return out
}

func (c *checker) arguments(name string, at file.Location, f *function, args []operand) {
	for i, a := range args {
		accepted := f.accepts[min(i, len(f.accepts)-1)]
		if !fitsOne(a, accepted) {
			c.add("expression.argument", a.node.at, "function", name, "position", i+1, "want", wanted(accepted), "got", a.kind())
			continue
		}
		if f.alike && i > 0 {
			c.match(name, at, args[0], a)
		}
	}
}

func fitsOne(o operand, accepted []Kind) bool {
	for _, want := range accepted {
		if o.open() || want == KindAny || o.kind() == want || literalFits(o, want) {
			return true
		}
	}
	return false
}

func wanted(accepted []Kind) []string {
	out := make([]string, len(accepted))
	for i, k := range accepted {
		out[i] = string(k)
	}
	return out
}
