package engine_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const root = "huiyin/engine"

// The four engines know nothing of each other; the root package composes them. Every package a rule names must exist, so
// that a rule cannot rot into checking nothing.
var engines = []string{"form", "process", "rule", "report"}

// banned lists direct imports no package of the engine may have, each with its reason.
var banned = map[string]string{
	"os":                     "files and environment belong to runtime and cmd; data comes in as arguments",
	"os/exec":                "the engine starts nothing",
	"os/signal":              "the engine has no life of its own",
	"net":                    "the engine talks to nobody",
	"net/http":               "the engine talks to nobody",
	"net/smtp":               "mail is an effect that runtime performs",
	"database/sql":           "storage is behind the port of runtime/store",
	"math/rand":              "a decision must replay the same: random draws come in as arguments",
	"math/rand/v2":           "a decision must replay the same: random draws come in as arguments",
	"crypto/rand":            "a decision must replay the same: ids come in as arguments",
	"github.com/google/uuid": "ids come in as arguments",
	"log":                    "the engine returns problems and traces, it does not log",
	"log/slog":               "the engine returns problems and traces, it does not log",
	"path/filepath":          "paths of the machine are none of the engine's business",
}

// unreachable lists prefixes that may not appear anywhere below an engine package.
var unreachable = map[string]string{
	"github.com/gofiber/fiber":    "only httpapi packages speak HTTP",
	"github.com/valyala/fasthttp": "only httpapi packages speak HTTP",
	"net/http":                    "purity buys replay tests, back-tests and dry runs",
	"go.mongodb.org/mongo-driver": "only runtime/store/mongo knows MongoDB",
	"modernc.org/sqlite":          "only runtime/store/sqlite knows SQLite",
	"database/sql":                "storage is behind the port of runtime/store",
	"huiyin/runtime":              "runtime imports the engine, never the other way round",
	"huiyin/builder":              "builder imports the engine, never the other way round",
	"huiyin/presets":              "presets are data that cmd reads",
	"huiyin/ui":                   "the interface knows only HTTP",
	"huiyin/cmd":                  "cmd wires all the others",
}

// clocks are the functions of package time that ask or wait for the real time.
var clocks = map[string]bool{
	"Now": true, "Since": true, "Until": true, "Sleep": true, "After": true, "AfterFunc": true,
	"Tick": true, "NewTimer": true, "NewTicker": true, "Local": true,
}

type pkg struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

func load(t *testing.T) map[string]pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports,Deps", root+"/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	all := map[string]pkg{}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := dec.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all[p.ImportPath] = p
	}
	return all
}

func within(path, tree string) bool { return path == tree || strings.HasPrefix(path, tree+"/") }

func TestEngineIsPure(t *testing.T) {
	for path, p := range load(t) {
		for _, imp := range p.Imports {
			if why := banned[imp]; why != "" {
				t.Errorf("%s imports %s: %s", path, imp, why)
			}
		}
		for _, dep := range p.Deps {
			for tree, why := range unreachable {
				if within(dep, tree) {
					t.Errorf("%s reaches %s: %s", path, dep, why)
				}
			}
		}
	}
}

func TestEnginesDoNotKnowEachOther(t *testing.T) {
	all := load(t)
	for _, name := range engines {
		tree := root + "/" + name
		if _, ok := all[tree]; !ok {
			t.Errorf("rule names %s, which does not exist", tree)
		}
		for path, p := range all {
			if within(path, tree) {
				checkEngine(t, name, p)
			}
		}
	}
}

func checkEngine(t *testing.T, name string, p pkg) {
	t.Helper()
	for _, dep := range p.Deps {
		for _, other := range engines {
			if other != name && within(dep, root+"/"+other) {
				t.Errorf("%s reaches %s: the four engines never import each other; package engine composes them", p.ImportPath, dep)
			}
		}
	}
}

func TestOnlyTheRootComposes(t *testing.T) {
	for path, p := range load(t) {
		for _, imp := range p.Imports {
			if imp == root {
				t.Errorf("%s imports %s: the root is the top of the engine, nothing in it may look up", path, root)
			}
		}
	}
}

func TestEngineNeverAsksTheClock(t *testing.T) {
	fset := token.NewFileSet()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && isClock(sel) {
				t.Errorf("%s: time.%s: the moment comes in as an argument, so that decisions replay", fset.Position(sel.Pos()), sel.Sel.Name)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func isClock(sel *ast.SelectorExpr) bool {
	x, ok := sel.X.(*ast.Ident)
	return ok && x.Name == "time" && clocks[sel.Sel.Name]
}
