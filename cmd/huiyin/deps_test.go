package main_test

import (
	"encoding/json"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// owners says which packages may import a library directly; everybody else goes through them.
var owners = []struct {
	library string
	allowed func(path string) bool
	why     string
}{
	{"github.com/gofiber/fiber", httpapi, "only */httpapi speaks HTTP, so that every other package can be tested without a server"},
	{"github.com/valyala/fasthttp", httpapi, "only */httpapi speaks HTTP"},
	{"github.com/santhosh-tekuri/jsonschema", in("huiyin/engine/schema"), "one small interface to put another validator behind"},
	{"github.com/expr-lang/expr", in("huiyin/engine/expression"), "the wrapper is what makes it safe"},
	{"go.mongodb.org/mongo-driver", in("huiyin/runtime/store/mongo"), "one package to move when the driver changes its major version"},
	{"modernc.org/sqlite", in("huiyin/runtime/store/sqlite"), "the store port hides which database it is"},
	{"database/sql", in("huiyin/runtime/store/sqlite"), "the store port hides which database it is"},
	{"flag", in("huiyin/cmd"), "cmd/huiyin is the only reader of flags"},
	{"huiyin/builder", in("huiyin/builder", "huiyin/cmd"), "running apps must not depend on the tool that edits them"},
	{"huiyin/presets", in("huiyin/cmd"), "presets are data; cmd hands them over"},
	{"huiyin/ui", in("huiyin/cmd"), "the interface is files; cmd hands them over"},
	{"huiyin/cmd", in("huiyin/cmd"), "cmd is the top"},
}

// trees says what a whole tree may not reach, however indirectly.
var trees = []struct {
	tree string
	bans map[string]string
}{
	{"huiyin/runtime", map[string]string{"huiyin/builder": "builder imports runtime, never the other way round"}},
	{"huiyin/presets", map[string]string{
		"huiyin/engine":  "presets are data and embed; their tests may read them with the engine",
		"huiyin/runtime": "presets are data and embed",
	}},
	{"huiyin/ui", map[string]string{"huiyin/engine": "the interface knows only the HTTP API", "huiyin/runtime": "the interface knows only the HTTP API"}},
}

// cores must be testable without a server and without a database: only their adapters may know those.
var cores = []string{"huiyin/runtime", "huiyin/builder"}

type pkg struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

func load(t *testing.T) map[string]pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,Deps", "huiyin/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	all := map[string]pkg{}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := dec.Decode(&p); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all[p.ImportPath] = p
	}
}

func within(path, tree string) bool { return path == tree || strings.HasPrefix(path, tree+"/") }

func in(allowed ...string) func(string) bool {
	return func(path string) bool {
		for _, tree := range allowed {
			if within(path, tree) {
				return true
			}
		}
		return false
	}
}

func httpapi(path string) bool { return strings.HasSuffix(path, "/httpapi") }

func TestLibrariesHaveOneOwner(t *testing.T) {
	for path, p := range load(t) {
		for _, imp := range p.Imports {
			for _, rule := range owners {
				if within(imp, rule.library) && !rule.allowed(path) {
					t.Errorf("%s imports %s: %s", path, imp, rule.why)
				}
			}
		}
	}
}

func TestDependenciesPointOneWay(t *testing.T) {
	all := load(t)
	for _, rule := range trees {
		for path, p := range all {
			if !within(path, rule.tree) {
				continue
			}
			for _, dep := range p.Deps {
				for tree, why := range rule.bans {
					if within(dep, tree) {
						t.Errorf("%s reaches %s: %s", path, dep, why)
					}
				}
			}
		}
	}
}

func TestCoresKnowNoServerAndNoDatabase(t *testing.T) {
	all := load(t)
	for _, core := range cores {
		for _, dep := range all[core].Deps {
			for _, tree := range []string{"github.com/gofiber/fiber", "github.com/valyala/fasthttp", "go.mongodb.org/mongo-driver", "modernc.org/sqlite"} {
				if within(dep, tree) {
					t.Errorf("%s reaches %s: the core is tested without a server and without a database", core, dep)
				}
			}
		}
	}
}

func TestRulesNamePackagesThatExist(t *testing.T) {
	all := load(t)
	named := append([]string{"huiyin/ui"}, cores...)
	for _, rule := range trees {
		named = append(named, rule.tree)
		for tree := range rule.bans {
			named = append(named, tree)
		}
	}
	named = append(named, "huiyin/runtime/store/mongo", "huiyin/runtime/store/sqlite")
	for _, name := range named {
		if _, ok := all[name]; !ok {
			t.Errorf("a rule names %s, which does not exist", name)
		}
	}
}
