package main_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"
)

var hole = regexp.MustCompile(`\{(\w+)\}`)

func catalogue(t *testing.T, lang string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(repo, "engine/problem/text", lang+".json"))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	if err := json.Unmarshal(raw, &texts); err != nil {
		t.Fatal(err)
	}
	return texts
}

func holes(text string) []string {
	var out []string
	for _, m := range hole.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestProblemTextsAgree(t *testing.T) {
	zh, en := catalogue(t, "zh"), catalogue(t, "en")
	for code, text := range zh {
		other, ok := en[code]
		switch {
		case !ok:
			t.Errorf("%s has no English sentence", code)
		case text == "" || other == "":
			t.Errorf("%s has an empty sentence", code)
		case !slices.Equal(holes(text), holes(other)):
			t.Errorf("%s names %v in Chinese but %v in English", code, holes(text), holes(other))
		}
	}
	for code := range en {
		if _, ok := zh[code]; !ok {
			t.Errorf("%s has no Chinese sentence", code)
		}
	}
}

// mention is one place in the source where a problem is made.
type mention struct {
	at     string
	code   string
	params []string // names given as literals; nil when the call passes more than literals can show
}

func TestEveryProblemHasASentence(t *testing.T) {
	zh := catalogue(t, "zh")
	found := 0
	for _, m := range mentions(t) {
		found++
		text, ok := zh[m.code]
		if !ok {
			t.Errorf("%s: the problem %q has no sentence", m.at, m.code)
			continue
		}
		for _, name := range holes(text) {
			if m.params != nil && !slices.Contains(m.params, name) {
				t.Errorf("%s: the sentence of %q needs {%s}, which is not given", m.at, m.code, name)
			}
		}
	}
	if found == 0 {
		t.Error("found no problem at all: the search has rotted")
	}
}

// mentions finds the codes given to New, Add and Warn, to any function with a parameter called code,
// and to the Code of a literal Problem.
func mentions(t *testing.T) []mention {
	t.Helper()
	fset := token.NewFileSet()
	var files []*ast.File
	for _, s := range sources(t, func(path string) bool { return isGo(path) && !tests.MatchString(path) }) {
		file, err := parser.ParseFile(fset, s.path, s.text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	takers := codeTakers(files)
	var out []mention
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.CallExpr:
				if m, ok := called(x, takers); ok {
					m.at = fset.Position(x.Pos()).String()
					out = append(out, m)
				}
			case *ast.CompositeLit:
				if code, ok := composed(x); ok {
					out = append(out, mention{at: fset.Position(x.Pos()).String(), code: code})
				}
			}
			return true
		})
	}
	return out
}

// codeTakers maps the name of every function with a string parameter called code to its position.
func codeTakers(files []*ast.File) map[string]int {
	out := map[string]int{}
	for _, file := range files {
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			at := 0
			for _, field := range f.Type.Params.List {
				for _, name := range field.Names {
					if kind, ok := field.Type.(*ast.Ident); ok && kind.Name == "string" && name.Name == "code" {
						out[f.Name.Name] = at
					}
					at++
				}
			}
		}
	}
	return out
}

var dotted = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$`)

func called(call *ast.CallExpr, takers map[string]int) (mention, bool) {
	name := ""
	switch f := call.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
	}
	at, ok := takers[name]
	if !ok || at >= len(call.Args) {
		return mention{}, false
	}
	// Names such as Add are common; only a dotted word in the place of a code is one.
	code, ok := text(call.Args[at])
	if !ok || !dotted.MatchString(code) {
		return mention{}, false
	}
	m := mention{code: code}
	if (name == "New" || name == "Add" || name == "Warn") && at == 0 && len(call.Args) > 1 && !call.Ellipsis.IsValid() {
		m.params = []string{}
		for i := 2; i < len(call.Args); i += 2 {
			param, ok := text(call.Args[i])
			if !ok {
				m.params = nil
				break
			}
			m.params = append(m.params, param)
		}
	}
	return m, true
}

func composed(lit *ast.CompositeLit) (string, bool) {
	for _, elt := range lit.Elts {
		pair, ok := elt.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		key, ok := pair.Key.(*ast.Ident)
		if !ok || key.Name != "Code" {
			continue
		}
		if code, ok := text(pair.Value); ok && dotted.MatchString(code) {
			return code, true
		}
	}
	return "", false
}

func text(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}
