package main

import (
	"runtime/debug"
	"testing"
)

// Somebody who reports a fault of a binary they built can say which one it is.
func TestABinarySaysWhatItWasBuiltFrom(t *testing.T) {
	of := func(settings ...debug.BuildSetting) string { return revision(&debug.BuildInfo{Settings: settings}) }
	commit := debug.BuildSetting{Key: "vcs.revision", Value: "14f9660aa0c2c1ad1c8cf2a6d0c4a1c1f2b3c4d5"}
	day := debug.BuildSetting{Key: "vcs.time", Value: "2026-11-23T08:50:00Z"}
	for want, got := range map[string]string{
		"dev":                     of(),
		"dev 2026-11-23 14f9660":  of(commit, day, debug.BuildSetting{Key: "vcs.modified", Value: "false"}),
		"dev 2026-11-23 14f9660+": of(commit, day, debug.BuildSetting{Key: "vcs.modified", Value: "true"}),
	} {
		if got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	if of(commit) != unreleased {
		t.Error("half a story")
	}
}
