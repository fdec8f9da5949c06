package expression

import (
	"sort"
	"strings"

	"huiyin/engine/problem"
)

// Template is a text with expressions in it: `您好，{{customer.name}}：{{no}}`. It never changes and may
// be rendered in any number of goroutines at once.
type Template struct {
	parts []piece
}

// piece is plain text, or a placeholder when program is set.
type piece struct {
	text    string
	program *Program
	path    string // the single name a placeholder shows, when it shows just a name
	kind    Type
	format  string
}

// maxTemplate bounds the source of a template in bytes; mail bodies are the longest ones.
const maxTemplate = 256 << 10

// CompileTemplate checks every placeholder `{{ expression }}` or `{{ expression | format }}` against the
// shape. Single braces and a closing pair without an opening one are kept as they are; `{{"{{"}}` writes
// an opening pair. Formats are date, datetime, month, money and text. All problems are returned at once,
// with lines and columns of the whole template; the template is nil exactly when there are some.
func CompileTemplate(source string, shape Shape) (*Template, problem.List) {
	if len(source) > maxTemplate {
		return nil, problem.List{problem.New("expression.too_long", "", "max", maxTemplate, "length", len(source), "line", 1, "column", 1)}
	}
	t := &Template{}
	var list problem.List
	at, line, column := 0, 1, 1
	for {
		open := strings.Index(source[at:], "{{")
		if open < 0 {
			break
		}
		open += at
		if open > at {
			t.parts = append(t.parts, piece{text: source[at:open]})
		}
		line, column = advance(line, column, source[at:open])
		end := placeholderEnd(source, open+2)
		if end < 0 {
			list.Add("expression.placeholder", "", "line", line, "column", column)
			at = len(source)
			break
		}
		part, problems := compilePlaceholder(source[open+2:end], shape)
		t.parts = append(t.parts, part)
		list = append(list, moved(problems, line, column+2)...)
		line, column = advance(line, column, source[open:end+2])
		at = end + 2
	}
	if at < len(source) {
		t.parts = append(t.parts, piece{text: source[at:]})
	}
	if len(list) > 0 {
		return nil, list
	}
	return t, nil
}

// placeholderEnd finds the closing pair of the placeholder whose expression starts at i, passing over
// text literals and the braces of maps. It returns -1 when there is none.
func placeholderEnd(source string, i int) int {
	depth := 0
	for i < len(source) {
		if end := skipText(source, i); end > i {
			i = end
			continue
		}
		switch {
		case source[i] == '{':
			depth++
		case source[i] == '}' && depth > 0:
			depth--
		case strings.HasPrefix(source[i:], "}}"):
			return i
		}
		i++
	}
	return -1
}

func compilePlaceholder(source string, shape Shape) (piece, problem.List) {
	bar := lastBar(source)
	if bar < 0 {
		return compileFormatted(source, "", KindAny, shape)
	}
	format := strings.TrimSpace(source[bar+1:])
	accepts, known := formats[format]
	if !known {
		line, column := advance(1, 1, source[:bar+1])
		return piece{}, problem.List{problem.New("expression.formatter", "", "name", format, "line", line, "column", column)}
	}
	return compileFormatted(source[:bar], format, accepts, shape)
}

// compileFormatted compiles an expression for a format that shows values of one kind; a date format
// shows datetimes too, and the other way round.
func compileFormatted(source, format string, accepts Kind, shape Shape) (piece, problem.List) {
	program, list := Compile(source, shape, accepts)
	if list.Has("expression.result_type") && accepts == KindDate {
		program, list = Compile(source, shape, KindDateTime)
	}
	if len(list) > 0 {
		return piece{}, list
	}
	out := piece{program: program, format: format, kind: program.kind}
	if path := strings.TrimSpace(source); len(program.reads) == 1 && program.reads[0] == path {
		out.path = path
	}
	return out, nil
}

// lastBar finds the bar before a format: the last single one outside of text literals and brackets.
func lastBar(source string) int {
	bar, depth := -1, 0
	for i := 0; i < len(source); {
		if end := skipText(source, i); end > i {
			i = end
			continue
		}
		switch source[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case '|':
			if strings.HasPrefix(source[i:], "||") {
				i++
			} else if depth == 0 {
				bar = i
			}
		}
		i++
	}
	if bar >= 0 && strings.ContainsRune(source[bar:], '(') {
		return -1 // a pipe into a function, which is part of the expression
	}
	return bar
}

// moved shifts problems of a placeholder to its place in the template.
func moved(list problem.List, line, column int) problem.List {
	for _, p := range list {
		if inner, ok := p.Params["line"].(int); ok {
			if own, ok := p.Params["column"].(int); ok && inner == 1 {
				p.Params["column"] = own + column - 1
			}
			p.Params["line"] = inner + line - 1
		}
	}
	return list
}

// Render fills the template in. A missing value shows as nothing. The error is that of Program.Run for
// the first placeholder that fails. The text is not escaped for HTML: that is up to who sends it.
func (t *Template) Render(env map[string]any, format Format) (string, error) {
	var b strings.Builder
	for _, p := range t.parts {
		if p.program == nil {
			b.WriteString(p.text)
			continue
		}
		v, err := p.program.Run(env)
		if err != nil {
			return "", err
		}
		b.WriteString(format.show(p, v))
	}
	return b.String(), nil
}

// Reads returns the dotted names all placeholders read, sorted, each once.
func (t *Template) Reads() []string {
	seen := map[string]bool{}
	out := []string{}
	for _, p := range t.parts {
		if p.program == nil {
			continue
		}
		for _, path := range p.program.reads {
			if !seen[path] {
				seen[path] = true
				out = append(out, path)
			}
		}
	}
	sort.Strings(out)
	return out
}
