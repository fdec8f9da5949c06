package expression

import (
	"sort"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"

	"huiyin/engine/problem"
)

// Comparison is a place where a name is compared with a literal. Whoever knows the options of a select
// field checks the literals: the type system cannot see a misspelt option.
type Comparison struct {
	Path   string
	Value  any
	Line   int
	Column int
}

// checker walks the parsed tree once: it finds every problem, infers types, collects what is read, and
// builds the checked node. It exists beside expr-lang's own checker because that one stops at the first
// problem, knows no dates, and accepts programs that fail on the first empty field.
type checker struct {
	source   string
	shape    Shape
	names    []variable // let-bound, innermost last
	elements []operand  // what # stands for, innermost last
	reads    map[string]bool
	compared []Comparison
	problems problem.List
	server   bool // uses something the browser does not have
}

type variable struct {
	name string
	operand
}

// operand is a checked sub-expression. path is the dotted name it was read from, when it has one; fresh
// says that nobody recorded that path as read yet, so that `a.b.c` counts once and not as `a` and `a.b`.
type operand struct {
	Type
	node  *node
	path  string
	fresh bool
	items []operand // of a list literal
}

func (c *checker) add(code string, at file.Location, params ...any) {
	line, column := place(c.source, at.From)
	c.problems.Add(code, "", append([]any{"line", line, "column", column}, params...)...)
}

// unknown stands for something that already got its problem; it fits everywhere.
func unknown(at file.Location) operand { return operand{Type: Any, node: constant(nil, at)} }

// visit checks a sub-expression whose value is used as it is.
func (c *checker) visit(n ast.Node) operand {
	o := c.base(n)
	if o.fresh {
		c.reads[o.path] = true
		o.fresh = false
	}
	return o
}

// base checks a sub-expression that a longer path may still be built on.
func (c *checker) base(n ast.Node) operand {
	at := n.Location()
	switch n := n.(type) {
	case *ast.NilNode:
		return operand{Type: Type{Kind: kindNothing}, node: constant(nil, at)}
	case *ast.BoolNode:
		return operand{Type: Boolean, node: constant(n.Value, at)}
	case *ast.IntegerNode:
		return operand{Type: Number, node: constant(float64(n.Value), at)}
	case *ast.FloatNode:
		return operand{Type: Number, node: constant(n.Value, at)}
	case *ast.StringNode:
		return operand{Type: String, node: constant(n.Value, at)}
	case *ast.IdentifierNode:
		return c.name(n.Value, at)
	case *ast.PointerNode:
		return c.pointer(n)
	case *ast.ChainNode:
		return c.base(n.Node)
	case *ast.MemberNode:
		return c.member(n)
	case *ast.UnaryNode:
		return c.unary(n)
	case *ast.BinaryNode:
		return c.binary(n)
	case *ast.ConditionalNode:
		return c.conditional(n)
	case *ast.VariableDeclaratorNode:
		return c.let(n)
	case *ast.ArrayNode:
		return c.list(n)
	case *ast.MapNode:
		return c.mapping(n)
	case *ast.BuiltinNode:
		return c.loop(n)
	case *ast.CallNode:
		return c.call(n)
	case *ast.SliceNode:
		return c.unsupported(n, "[:]")
	case *ast.SequenceNode:
		return c.unsupported(n, ";")
	}
	return c.unsupported(n, excerpt(c.source, at.From))
}

func (c *checker) unsupported(n ast.Node, what string) operand {
	c.add("expression.unsupported", n.Location(), "what", what)
	return unknown(n.Location())
}

func (c *checker) name(name string, at file.Location) operand {
	for i := len(c.names) - 1; i >= 0; i-- {
		if v := c.names[i]; v.name == name {
			return operand{Type: v.Type, node: call("@", at, constant(name, at)), path: v.path}
		}
	}
	t, ok := c.shape[name]
	switch {
	case ok:
		return operand{Type: t, node: call("$", at, constant(name, at)), path: name, fresh: true}
	case name == "null":
		return operand{Type: Type{Kind: kindNothing}, node: constant(nil, at)}
	case name == "$env":
		c.add("expression.dynamic", at, "name", name)
	default:
		c.add("expression.unknown_name", at, "name", name)
	}
	return unknown(at)
}

func (c *checker) pointer(n *ast.PointerNode) operand {
	if n.Name != "" || len(c.elements) == 0 {
		return c.unsupported(n, "#"+n.Name)
	}
	element := c.elements[len(c.elements)-1]
	return operand{Type: element.Type, node: call("#", n.Location()), path: element.path}
}

func (c *checker) member(n *ast.MemberNode) operand {
	if n.Method {
		return c.unsupported(n, "()")
	}
	key, literal := n.Property.(*ast.StringNode)
	if env, ok := n.Node.(*ast.IdentifierNode); ok && env.Value == "$env" && literal {
		return c.name(key.Value, n.Location())
	}
	object := c.base(n.Node)
	if !literal {
		return c.item(n, object)
	}
	at := n.Location()
	out := operand{Type: Any, node: call(".", at, object.node, constant(key.Value, at))}
	if object.path != "" {
		out.path, out.fresh = object.path+"."+key.Value, true
	}
	switch {
	case object.open():
	case object.kind() != KindMap:
		c.add("expression.no_member", at, "name", key.Value, "got", object.kind())
		return unknown(at)
	case object.Fields != nil:
		t, ok := object.Fields[key.Value]
		if !ok {
			c.add("expression.unknown_name", at, "name", strings.TrimPrefix(object.path+"."+key.Value, "."))
			return unknown(at)
		}
		out.Type = t
	}
	return out
}

// item checks `list[index]`. A computed key of a map is refused: nobody could tell which field it reads.
func (c *checker) item(n *ast.MemberNode, object operand) operand {
	index := c.visit(n.Property)
	at := n.Location()
	switch {
	case object.kind() == KindMap, object.open() && index.kind() != KindNumber:
		c.add("expression.dynamic", at, "name", object.path)
		return unknown(at)
	case object.kind() != KindList && !object.open():
		c.add("expression.operand", at, "operator", "[]", "want", KindList, "got", object.kind())
		return unknown(at)
	case index.kind() != KindNumber && !index.open():
		c.add("expression.operand", at, "operator", "[]", "want", KindNumber, "got", index.kind())
		return unknown(at)
	}
	return operand{
		Type: object.elem(), node: call("item", at, object.node, index.node),
		path: object.path, fresh: object.fresh,
	}
}

func (c *checker) let(n *ast.VariableDeclaratorNode) operand {
	value := c.visit(n.Value)
	if _, taken := c.shape[n.Name]; taken || Reserved(n.Name) {
		c.add("expression.name_taken", n.Location(), "name", n.Name)
	}
	c.names = append(c.names, variable{n.Name, value})
	body := c.visit(n.Expr)
	c.names = c.names[:len(c.names)-1]
	at := n.Location()
	return operand{Type: body.Type, node: call("let", at, constant(n.Name, at), value.node, body.node)}
}

func (c *checker) conditional(n *ast.ConditionalNode) operand {
	cond, yes, no := c.visit(n.Cond), c.visit(n.Exp1), c.visit(n.Exp2)
	c.truth("?:", cond)
	return operand{
		Type: unify(yes.Type, no.Type),
		node: call("?:", n.Cond.Location(), cond.node, yes.node, no.node),
	}
}

func (c *checker) list(n *ast.ArrayNode) operand {
	out := operand{Type: Type{Kind: kindNothing}, node: call("[]", n.Location())}
	for _, e := range n.Nodes {
		item := c.visit(e)
		out.Type = unify(out.Type, item.Type)
		out.items = append(out.items, item)
		out.node.args = append(out.node.args, item.node)
	}
	if out.open() {
		out.Type = Any
	}
	out.Type = ListOf(out.Type)
	return out
}

func (c *checker) mapping(n *ast.MapNode) operand {
	fields := map[string]Type{}
	out := operand{node: call("{}", n.Location())}
	for _, p := range n.Pairs {
		pair := p.(*ast.PairNode)
		key, ok := pair.Key.(*ast.StringNode)
		if !ok {
			c.add("expression.dynamic", p.Location(), "name", "{}")
			continue
		}
		value := c.visit(pair.Value)
		fields[key.Value] = value.Type
		out.node.args = append(out.node.args, constant(key.Value, p.Location()), value.node)
	}
	out.Type = MapOf(fields)
	return out
}

// result checks the whole expression against the kind its place asks for.
func (c *checker) result(o operand, want Kind) {
	if want == "" || want == KindAny || o.open() || o.kind() == want || literalFits(o, want) {
		return
	}
	if want == KindString && (o.kind() == KindDate || o.kind() == KindDateTime) {
		return
	}
	c.add("expression.result_type", file.Location{}, "want", want, "got", o.kind())
}

func (c *checker) paths() []string {
	out := make([]string, 0, len(c.reads))
	for path := range c.reads {
		out = append(out, path)
	}
	sort.Strings(out)
	return out
}
