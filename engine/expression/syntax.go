package expression

import (
	"errors"
	"regexp"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"

	"huiyin/engine/problem"
)

// disabled turns every function of the library off that is not a loop over a list: their results depend
// on the clock, the time zone, byte offsets or integer types. The functions of this package replace them.
var disabled = func() map[string]bool {
	names := map[string]bool{}
	for _, name := range builtin.Names {
		names[name] = true
	}
	return names
}()

// parse reads the source with expr-lang's grammar. The list is nil exactly when the node is usable.
func parse(source string) (root ast.Node, list problem.List) {
	defer func() {
		if recover() != nil {
			root = nil
			list = problem.List{problem.New("expression.syntax", "", "near", "", "line", 1, "column", 1)}
		}
	}()
	tree, err := parser.ParseWithConfig(source, &conf.Config{MaxNodes: maxNodes, Disabled: disabled})
	if err == nil {
		return tree.Node, nil
	}
	var fault *file.Error
	if !errors.As(err, &fault) {
		fault = &file.Error{Message: err.Error()}
	}
	line, column := place(source, fault.From)
	return nil, problem.List{syntaxProblem(source, fault, line, column)}
}

var (
	unexpected   = regexp.MustCompile(`unexpected token (\w+)(?:\("((?s:.*))"\))?`)
	unrecognised = regexp.MustCompile(`unrecognized character: U\+\w+ '(.)'`)
)

// fullWidth maps what a Chinese input method types to the character that was meant.
var fullWidth = map[string]string{
	"（": "(", "）": ")", "［": "[", "］": "]", "【": "[", "】": "]", "｛": "{", "｝": "}",
	"＞": ">", "＜": "<", "＝": "==", "！": "!", "，": ",", "、": ",", "；": ";", "：": ":", "？": "?", "。": ".",
	"＋": "+", "－": "-", "×": "*", "＊": "*", "÷": "/", "／": "/", "％": "%", "＆": "&&", "｜": "||",
	"“": "\"", "”": "\"", "‘": "'", "’": "'", "＂": "\"", "＇": "'", "≥": ">=", "≤": "<=", "≠": "!=", "＃": "#",
}

// syntaxProblem translates the parser's English sentence into a code and facts.
func syntaxProblem(source string, fault *file.Error, line, column int) problem.Problem {
	message := fault.Message
	at := []any{"line", line, "column", column}
	if m := unrecognised.FindStringSubmatch(message); m != nil {
		return problem.New("expression.character", "", append(at, "character", m[1], "suggestion", fullWidth[m[1]])...)
	}
	token := unexpected.FindStringSubmatch(message)
	switch {
	case strings.Contains(message, "maximum allowed nodes"):
		return problem.New("expression.too_large", "", append(at, "max", maxNodes)...)
	case token != nil && token[1] == "EOF", strings.Contains(message, "unexpected end"),
		strings.Contains(message, "not terminated"), strings.Contains(message, "unclosed comment"):
		return problem.New("expression.incomplete", "", at...)
	case token != nil:
		return problem.New("expression.syntax", "", append(at, "near", token[2])...)
	}
	return problem.New("expression.syntax", "", append(at, "near", excerpt(source, fault.From))...)
}

// excerpt is the few characters of the source an error points at.
func excerpt(source string, from int) string {
	runes := []rune(source)
	if from < 0 || from >= len(runes) {
		return ""
	}
	return string(runes[from:min(from+12, len(runes))])
}
