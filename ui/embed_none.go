//go:build no_ui

// Package ui is empty in a binary built with -tags no_ui: the API without an interface, no Node needed.
package ui

import "io/fs"

// Files returns nil: there is no interface in this binary.
func Files() fs.FS { return nil }
