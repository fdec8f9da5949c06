package expression

import (
	"bytes"
	"encoding/json"

	"github.com/expr-lang/expr/file"
)

// node is the checked expression: small, uniform, and the one form both evaluators start from. A
// constant has no op. As JSON a constant is itself and everything else is `[op, argument, …]`:
//
//	status == "open" and qty > 3   →   ["and", ["==", ["$","status"], "open"], [">", ["$","qty"], 3]]
//
// Operations beside operators and functions: `$` name, `@` let-bound name, `#` element of the loop,
// `.` map key, `[]` list, `{}` key value …, `item` list index, `let` name value body, `?:`, `neg`.
type node struct {
	op    string
	value any
	args  []*node
	at    file.Location
}

func constant(value any, at file.Location) *node { return &node{value: value, at: at} }

func call(op string, at file.Location, args ...*node) *node {
	return &node{op: op, args: args, at: at}
}

// text returns the value of a constant text.
func (n *node) text() (string, bool) {
	if n.op != "" {
		return "", false
	}
	s, ok := n.value.(string)
	return s, ok
}

func (n *node) plain() any {
	if n.op == "" {
		return n.value
	}
	out := make([]any, 0, len(n.args)+1)
	out = append(out, n.op)
	for _, a := range n.args {
		out = append(out, a.plain())
	}
	return out
}

func (n *node) json() (json.RawMessage, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(n.plain()); err != nil {
		return nil, err
	}
	return bytes.TrimRight(buffer.Bytes(), "\n"), nil
}
