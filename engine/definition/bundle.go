package definition

import (
	"crypto/sha256"
	"encoding/hex"
	"sort"
)

// Bundle is a set of definitions: an app, or one layer of it. Definitions are sorted by kind, then key, and no two
// share both; Pack keeps that true.
type Bundle struct {
	Definitions []Definition `json:"definitions"`
}

// Pack makes a Bundle; of two definitions with the same kind and key the later one stays.
func Pack(definitions ...Definition) Bundle {
	sorted := append([]Definition{}, definitions...)
	sort.SliceStable(sorted, func(i, j int) bool { return before(sorted[i], sorted[j]) })
	out := sorted[:0]
	for i, d := range sorted {
		if i+1 < len(sorted) && sorted[i+1].Kind == d.Kind && sorted[i+1].Key == d.Key {
			continue
		}
		out = append(out, d)
	}
	return Bundle{Definitions: out}
}

func before(a, b Definition) bool {
	if a.Kind != b.Kind {
		return a.Kind < b.Kind
	}
	return a.Key < b.Key
}

// Get returns the definition of that kind and key.
func (b Bundle) Get(kind, key string) (Definition, bool) {
	i := sort.Search(len(b.Definitions), func(i int) bool {
		return !before(b.Definitions[i], Definition{Kind: kind, Key: key})
	})
	if i < len(b.Definitions) && b.Definitions[i].Kind == kind && b.Definitions[i].Key == key {
		return b.Definitions[i], true
	}
	return Definition{}, false
}

// Of returns the definitions of one kind, sorted by key.
func (b Bundle) Of(kind string) []Definition {
	var out []Definition
	for _, d := range b.Definitions {
		if d.Kind == kind {
			out = append(out, d)
		}
	}
	return out
}

// With returns a copy in which d is added or takes the place of the one with its kind and key.
func (b Bundle) With(d Definition) Bundle {
	return Pack(append(append([]Definition{}, b.Definitions...), d)...)
}

// Without returns a copy that lacks the definition of that kind and key.
func (b Bundle) Without(kind, key string) Bundle {
	var out []Definition
	for _, d := range b.Definitions {
		if d.Kind != kind || d.Key != key {
			out = append(out, d)
		}
	}
	return Pack(out...)
}

// Canonical returns the canonical JSON array of the definitions.
func (b Bundle) Canonical() []byte {
	all := make([]any, len(b.Definitions))
	for i, d := range b.Definitions {
		all[i] = tree(d)
	}
	return canonical(all)
}

// Hash returns the SHA-256 of Canonical in hexadecimal: what a release is known by.
func (b Bundle) Hash() string {
	sum := sha256.Sum256(b.Canonical())
	return hex.EncodeToString(sum[:])
}
