// Package catalog holds the registries of units: field types, node types, actions, charts. What a unit says
// about itself here feeds the palette, the inspector, the docs and the conformance tests.
package catalog

import (
	"encoding/json"
	"fmt"
	"regexp"
	"sort"

	"huiyin/engine/definition"
)

// Info is what a unit says about itself.
type Info struct {
	ID       string          `json:"id"` // snake_case, equals the file name
	Label    definition.Text `json:"label"`
	Group    string          `json:"group"`
	Rank     int             `json:"rank,omitempty"` // place among the most used of its group, from 1; 0: after them
	Help     definition.Text `json:"help,omitempty"`
	Settings json.RawMessage `json:"settings"` // JSON Schema 2020-12 of the unit's settings; the inspector is drawn from it
	Examples []Example       `json:"examples"`
	Shape    any             `json:"shape,omitempty"` // what a chart takes: how many dimensions and measures
}

// Example is a use of the unit that is shown in the docs and run by the conformance test.
type Example struct {
	Note     string          `json:"note"`
	Settings json.RawMessage `json:"settings,omitempty"`
	In       any             `json:"in,omitempty"`
	Want     any             `json:"want,omitempty"`
	Problems []string        `json:"problems,omitempty"` // expected codes; empty = accepted
}

// Unit is anything that can be registered.
type Unit interface{ Info() Info }

// Registry is a set of units by id. Add runs in init functions only; afterwards a registry is read-only.
type Registry[U Unit] struct{ units map[string]U }

var snake = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// Add registers u. It panics on a bad or repeated id and on settings that are not a JSON object: these are programming mistakes.
func (r *Registry[U]) Add(u U) {
	info := u.Info()
	if !snake.MatchString(info.ID) {
		panic(fmt.Sprintf("catalog: id %q is not snake_case", info.ID))
	}
	if _, taken := r.units[info.ID]; taken {
		panic(fmt.Sprintf("catalog: id %q registered twice", info.ID))
	}
	var schema map[string]any
	if err := json.Unmarshal(info.Settings, &schema); err != nil {
		panic(fmt.Sprintf("catalog: settings of %q: %v", info.ID, err))
	}
	if r.units == nil {
		r.units = map[string]U{}
	}
	r.units[info.ID] = u
}

// Get returns the unit with id.
func (r *Registry[U]) Get(id string) (U, bool) {
	u, ok := r.units[id]
	return u, ok
}

// All returns the units ordered by id.
func (r *Registry[U]) All() []U {
	ids := r.IDs()
	out := make([]U, len(ids))
	for i, id := range ids {
		out[i] = r.units[id]
	}
	return out
}

// IDs returns the ids in order.
func (r *Registry[U]) IDs() []string {
	ids := make([]string, 0, len(r.units))
	for id := range r.units {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	return ids
}
