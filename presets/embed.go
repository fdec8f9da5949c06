// Package presets holds the packages the product ships with, as data: definitions, golden scenarios and sample data.
package presets

import (
	"embed"
	"io/fs"
	"slices"
)

//go:embed */*
var packages embed.FS

//go:embed scenario.schema.json
var scenarioSchema []byte

// FS returns the packages, one folder each, in the format definition.ReadDir reads.
func FS() fs.FS { return packages }

// ScenarioSchema returns the JSON Schema (2020-12) of the files in the packages' folders "scenarios". The slice is
// the caller's own.
func ScenarioSchema() []byte { return slices.Clone(scenarioSchema) }
