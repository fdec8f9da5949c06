package expression

import (
	"strings"

	"github.com/expr-lang/expr/ast"
)

// Names returns the dotted names an expression reads and what it compares with literals, whatever the names stand for:
// also of a source whose form has changed since, and of one that is half right. Both are empty when it is no expression.
func Names(source string) (reads []string, compared []Comparison) {
	if len(guard(source)) > 0 {
		return nil, nil
	}
	parsed, faults := parse(source)
	if len(faults) > 0 {
		return nil, nil
	}
	anything := namesIn{}
	ast.Walk(&parsed, anything)
	c := &checker{source: source, shape: Shape(anything), reads: map[string]bool{}}
	c.visit(parsed)
	return c.paths(), c.compared
}

// namesIn collects identifiers as names of whatever type.
type namesIn Shape

// Visit implements ast.Visitor.
func (s namesIn) Visit(n *ast.Node) {
	if id, ok := (*n).(*ast.IdentifierNode); ok && id.Value != "$env" && functions[id.Value] == nil {
		s[id.Value] = Any
	}
}

// TemplateNames is Names for all placeholders of a template.
func TemplateNames(source string) (reads []string, compared []Comparison) {
	for {
		open := strings.Index(source, "{{")
		if open < 0 {
			return reads, compared
		}
		end := placeholderEnd(source, open+2)
		if end < 0 {
			return reads, compared
		}
		inner := source[open+2 : end]
		if bar := lastBar(inner); bar >= 0 {
			inner = inner[:bar]
		}
		some, more := Names(inner)
		reads, compared, source = append(reads, some...), append(compared, more...), source[end+2:]
	}
}
