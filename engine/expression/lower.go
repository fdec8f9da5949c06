package expression

import (
	"maps"
	"reflect"
	"regexp"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/compiler"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"
)

// mark starts the internal name of every operation, so that none can be written by a person.
const mark = "#"

// table is every operation as expr-lang's compiler wants it.
var table = func() conf.FunctionsTable {
	all := maps.Clone(operators)
	maps.Copy(all, planted)
	for name, f := range functions {
		all[name] = f.run
	}
	out := conf.FunctionsTable{}
	for name, run := range all {
		out[mark+name] = &builtin.Function{
			Name: mark + name,
			Func: func(args ...any) (any, error) { return run(args[0].(*machine), args[1:]) },
		}
	}
	return out
}()

// compileProgram makes bytecode of a checked node. The virtual machine keeps the control flow: short
// circuits, choices, loops, let. Every other operation becomes a call of this package's own, which is what
// makes empty values safe, counts the steps, and keeps the browser's results equal. No types are given and
// the optimiser does not run: both change results.
func compileProgram(source string, root *node) (*vm.Program, error) {
	tree := &parser.Tree{Node: lowered(root), Source: file.NewSource(source)}
	return compiler.Compile(tree, &conf.Config{Functions: table, ShortCircuit: true})
}

var boolean = map[string]bool{
	"and": true, "or": true, "not": true, "==": true, "!=": true, "<": true, "<=": true, ">": true, ">=": true,
	"in": true, "contains": true, "startsWith": true, "endsWith": true, "matches": true, "empty": true,
	"any": true, "all": true, "none": true, "one": true,
}

func isBoolean(n *node) bool {
	if n.op == "" {
		_, ok := n.value.(bool)
		return ok
	}
	return boolean[n.op]
}

var (
	boolType = reflect.TypeOf(true)
	listType = reflect.TypeOf([]any{})
)

// typed tells the compiler a node's type where we know it, which saves an instruction.
func typed(n ast.Node, t reflect.Type) ast.Node {
	n.SetType(t)
	return n
}

func lowered(n *node) ast.Node {
	out := lowering(n)
	out.SetLocation(n.at)
	return out
}

func lowering(n *node) ast.Node {
	switch n.op {
	case "":
		return literal(n.value)
	case "@":
		return &ast.IdentifierNode{Value: n.args[0].value.(string)}
	case "#":
		return &ast.PointerNode{}
	case "and", "or", "??":
		return binary(n)
	case "not":
		return typed(&ast.UnaryNode{Operator: "not", Node: condition(n.args[0])}, boolType)
	case "?:":
		return &ast.ConditionalNode{Cond: condition(n.args[0]), Exp1: lowered(n.args[1]), Exp2: lowered(n.args[2])}
	case "let":
		return &ast.VariableDeclaratorNode{
			Name: n.args[0].value.(string), Value: lowered(n.args[1]), Expr: lowered(n.args[2]),
		}
	case "matches":
		pattern := &ast.ConstantNode{Value: regexp.MustCompile(n.args[1].value.(string))}
		return invoke("matches", n.at, lowered(n.args[0]), pattern)
	}
	if _, ok := loops[n.op]; ok {
		return loop(n)
	}
	args := make([]ast.Node, len(n.args))
	for i, a := range n.args {
		args[i] = lowered(a)
	}
	return invoke(n.op, n.at, args...)
}

func literal(value any) ast.Node {
	switch t := value.(type) {
	case bool:
		return &ast.BoolNode{Value: t}
	case float64:
		return &ast.FloatNode{Value: t}
	case string:
		return &ast.StringNode{Value: t}
	}
	return &ast.NilNode{}
}

func binary(n *node) ast.Node {
	if n.op == "??" {
		return &ast.BinaryNode{Operator: n.op, Left: lowered(n.args[0]), Right: lowered(n.args[1])}
	}
	return typed(&ast.BinaryNode{Operator: n.op, Left: condition(n.args[0]), Right: condition(n.args[1])}, boolType)
}

// invoke calls an operation with the machine and these arguments.
func invoke(op string, at file.Location, args ...ast.Node) ast.Node {
	out := &ast.CallNode{
		Callee:    &ast.IdentifierNode{Value: mark + op},
		Arguments: append([]ast.Node{&ast.IdentifierNode{Value: "$env"}}, args...),
	}
	out.SetLocation(at)
	if boolean[op] || op == "truth" || op == "test" {
		return typed(out, boolType)
	}
	return out
}

func condition(n *node) ast.Node {
	if isBoolean(n) {
		return typed(lowered(n), boolType)
	}
	return invoke("truth", n.at, lowered(n))
}

func loop(n *node) ast.Node {
	list := typed(invoke("elements", n.at, lowered(n.args[0])), listType)
	if len(n.args) == 1 {
		if n.op == "sum" {
			return invoke("total", n.at, list)
		}
		return invoke("size", n.at, list)
	}
	name, step := n.op, "test"
	if name == "sum" || name == "map" {
		name, step = "map", "step"
	}
	body := &ast.PredicateNode{Node: invoke(step, n.at, lowered(n.args[1]))}
	out := &ast.BuiltinNode{Name: name, Arguments: []ast.Node{list, body}}
	out.SetLocation(n.at)
	switch n.op {
	case "sum":
		return invoke("total", n.at, typed(out, listType))
	case "count":
		return invoke("float", n.at, out)
	}
	return out
}
