// Package definition holds what the four engines interpret: one envelope for every kind, strict reading with
// migrations, canonical text and hash, difference, and the one structural merge.
package definition

import (
	"encoding/json"

	"huiyin/engine/problem"
)

// Definition is one part of an app in its newest schema version. Spec is valid JSON whose structure satisfies
// the kind's schema, unless Extends says that it is only what a layer adds to the definition below it.
type Definition struct {
	Kind          string          `json:"kind"`
	Key           string          `json:"key"`
	Title         Text            `json:"title,omitempty"`
	Description   Text            `json:"description,omitempty"`
	SchemaVersion int             `json:"schemaVersion"`
	Extends       bool            `json:"extends,omitempty"`
	Spec          json.RawMessage `json:"spec"`
}

// Pointer is where problems of a definition inside a bundle point to: "/kind/key".
func (d Definition) Pointer() string { return problem.Pointer(d.Kind, d.Key) }

// overlays reports whether d is only a part. A process is one whole: half of one flow laid over half of
// another is a third that nobody drew, so a layer's process always replaces the lower one.
func (d Definition) overlays() bool { return d.Extends && d.Kind != "process" }

// MaxKey is the greatest length of a key in bytes.
const MaxKey = 64

// ValidKey reports whether key has the form every definition, field, status and option key has:
// ^[a-z][a-z0-9_]{0,63}$.
func ValidKey(key string) bool {
	if key == "" || len(key) > MaxKey || key[0] < 'a' || key[0] > 'z' {
		return false
	}
	for i := 1; i < len(key); i++ {
		c := key[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' {
			return false
		}
	}
	return true
}
