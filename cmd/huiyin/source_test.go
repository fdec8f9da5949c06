package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Caps on lines. A file that reaches its cap holds two ideas; a test may list many cases.
const (
	goCap   = 400
	tsCap   = 300
	testCap = 700
	funcCap = 50
)

const repo = "../.."

var (
	generated = regexp.MustCompile(`\.gen\.[a-z]+$`)
	tests     = regexp.MustCompile(`(_test\.go|\.test\.tsx?|\.spec\.tsx?)$`)
	scripts   = regexp.MustCompile(`\.(ts|tsx|mjs)$`)
	unsettled = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`)
	drawers   = regexp.MustCompile(`^(utils?|common|helpers?|base|managers?|services?|impl|types)$`)
	skipped   = map[string]bool{"node_modules": true, "dist": true, ".git": true, "data": true, "bin": true, "testdata": true, "out": true}
)

type source struct {
	path string
	text string
}

func (s source) lines() int { return strings.Count(s.text, "\n") }

func sources(t *testing.T, keep func(path string) bool) []source {
	t.Helper()
	var out []source
	err := filepath.WalkDir(repo, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && skipped[d.Name()] {
			return filepath.SkipDir
		}
		if d.IsDir() || !keep(path) {
			return nil
		}
		raw, err := os.ReadFile(path)
		name, _ := filepath.Rel(repo, path)
		out = append(out, source{filepath.ToSlash(name), string(raw)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func isGo(path string) bool { return strings.HasSuffix(path, ".go") && !generated.MatchString(path) }

func isScript(path string) bool { return scripts.MatchString(path) && !generated.MatchString(path) }

func TestFilesStaySmall(t *testing.T) {
	for _, s := range sources(t, func(path string) bool { return isGo(path) || isScript(path) }) {
		limit := tsCap
		if isGo(s.path) {
			limit = goCap
		}
		if tests.MatchString(s.path) {
			limit = testCap
		}
		if s.lines() > limit {
			t.Errorf("%s has %d lines, the cap is %d: it holds more than one idea", s.path, s.lines(), limit)
		}
	}
}

func TestFunctionsStaySmall(t *testing.T) {
	for _, s := range sources(t, func(path string) bool { return isGo(path) && !tests.MatchString(path) }) {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, s.path, s.text, parser.SkipObjectResolution)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := fset.Position(f.End()).Line - fset.Position(f.Pos()).Line + 1; n > funcCap {
				t.Errorf("%s: %s has %d lines, the cap is %d", fset.Position(f.Pos()), f.Name.Name, n, funcCap)
			}
		}
	}
}

func TestNothingIsLeftForLater(t *testing.T) {
	for _, s := range sources(t, func(path string) bool { return isGo(path) || isScript(path) }) {
		for i, line := range strings.Split(s.text, "\n") {
			if unsettled.MatchString(line) {
				t.Errorf("%s:%d: unfinished work belongs in an issue: %s", s.path, i+1, strings.TrimSpace(line))
			}
		}
	}
}

func TestPackagesAreNamedAfterThings(t *testing.T) {
	for _, s := range sources(t, func(path string) bool { return isGo(path) || isScript(path) }) {
		for _, part := range strings.Split(filepath.ToSlash(filepath.Dir(s.path)), "/") {
			if drawers.MatchString(part) {
				t.Errorf("%s: a folder called %q collects anything; name it after what is in it", s.path, part)
			}
		}
	}
}

func TestOnlyCmdReadsTheEnvironment(t *testing.T) {
	reads := regexp.MustCompile(`\bos\.(Getenv|LookupEnv|Environ|ExpandEnv|Args)\b`)
	keep := func(path string) bool { return isGo(path) && !tests.MatchString(path) }
	for _, s := range sources(t, keep) {
		if !strings.HasPrefix(s.path, "cmd/") && reads.MatchString(s.text) {
			t.Errorf("%s reads the environment: cmd/huiyin/config.go does, and hands the values over", s.path)
		}
	}
}
