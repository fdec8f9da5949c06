package main

import (
	"io/fs"
	"path"
	"strings"
	"testing"
)

// What no preset uses yet is played by an app of its own: branches, waits, copies, calls, replies (E-05, E-06).
func TestLab(t *testing.T) {
	files, err := fs.Glob(deskShelf(), "lab/scenarios/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(path.Base(file), ".json"), func(t *testing.T) {
			play(t, readScenarioOf(t, deskShelf(), file))
		})
	}
}
