package engine_test

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"huiyin/engine"
)

var update = flag.Bool("update", false, "rewrite testdata/catalog.json")

//go:embed testdata/catalog.json
var frozen []byte

// The catalog is frozen: a unit or setting that disappears shows in the diff, and needs a migration step.
func TestCatalogIsFrozen(t *testing.T) {
	var now bytes.Buffer
	e := json.NewEncoder(&now)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(engine.Units()); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("testdata/catalog.json", now.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(now.Bytes(), frozen) {
		t.Fatal("the catalog has changed: run make generate and look at the difference")
	}
}
