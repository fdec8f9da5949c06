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

// What a business admin builds with the designers from a blank app carries the golden scenario of the six statuses, with
// its clock, its mails and its promises (7.6 G1). The browser test that builds it keeps the definitions here.
func TestTheGoldenScenarioOnARebuiltApp(t *testing.T) {
	play(t, readScenarioOf(t, deskShelf(), "suggestion_wu_bu_fa/scenarios/five_steps.json"))
}
