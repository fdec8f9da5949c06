//go:build !no_ui

// Package ui carries the built interface inside the binary: public/ and console/, each file beside its .gz and .br copy.
package ui

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files returns the built interface, rooted so that "console/index.html" and "public/index.html" are in it.
// It is nil when the binary was compiled before the interface was built; the server then offers only the API.
func Files() fs.FS {
	built, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil
	}
	if _, err := fs.Stat(built, "console/index.html"); err != nil {
		return nil
	}
	return built
}
