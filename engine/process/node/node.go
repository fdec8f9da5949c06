// Package node holds the node types of processes, one file per type. A type checks a node's settings and says
// what happens when the flow enters it; the process package walks.
package node

import (
	"encoding/json"
	"errors"

	"huiyin/engine/action"
	"huiyin/engine/catalog"
	"huiyin/engine/problem"
	"huiyin/engine/schema"
)

// Exits says which arrows may leave a node of a type.
type Exits int

// The ways a node is left.
const (
	None     Exits = iota // nothing leaves it
	One                   // exactly one arrow without a condition
	Branch                // arrows with conditions and exactly one default
	Buttons               // for each completing button one arrow or more; the first whose condition holds is taken
	Outcomes              // for each outcome exactly one arrow without a condition
	Split                 // two arrows or more, the branches of a fork
)

// Trait is what the graph checks know about a type.
type Trait struct {
	Exits Exits
	First bool // a process begins here: exactly one per process, no arrow leads to it
	Last  bool // a process ends here
}

// Scope is what the settings of a node may refer to.
type Scope struct {
	Key    string            // of the node
	Action *action.Scope     // for actions, people rules and messages
	Field  func(string) bool // does the form have the field
}

// Type is a node type.
type Type interface {
	Info() catalog.Info
	Trait() Trait
	// Compile checks the settings. Pointers of the problems start inside the settings.
	Compile(settings json.RawMessage, scope *Scope) (Node, problem.List)
}

// Node is a compiled node. Enter says, by calling v, what happens when the flow arrives.
type Node interface{ Enter(v Visit) }

// Visit is one arrival at a node. What goes wrong is noted by the visit; a node need not look.
type Visit interface {
	Next()                         // go on by the arrow that applies
	Wait(s HumanSettings)          // open a task and stay until people decide
	Act(uses []action.CompiledUse) // run actions at once
	Finish(resolution string)      // end the process
	Rest()                         // stay until what the node waits for has come
	Fork(matching bool)            // begin the branches: all, or those whose condition holds, else the default
	Join()                         // end the branch; the last one goes on
	EndBranch()                    // end the branch without coming to the join
	Call(c CallSettings)           // order a call and stay until it is answered
}

// Resting is a compiled node at which the flow stays without a task. Outcomes are what may happen to it, the usual one
// first: an arrow names one of them by "on", or none for the usual one.
type Resting interface{ Outcomes() []string }

// Types is the registry every node file adds itself to.
var Types catalog.Registry[Type]

// decode checks settings against the unit's own schema and reads them into T. Missing settings are {}.
func decode[T any](s *schema.Schema, settings json.RawMessage) (T, problem.List) {
	var out T
	if len(settings) == 0 {
		settings = json.RawMessage(`{}`)
	}
	value, faults := schema.Decode(settings, schema.Limit{Bytes: 1 << 18, Depth: 24})
	if len(faults) > 0 {
		return out, faults
	}
	if faults = s.Validate(value); len(faults) > 0 {
		return out, faults
	}
	if err := json.Unmarshal(settings, &out); err != nil {
		if list := (problem.List)(nil); errors.As(err, &list) {
			return out, list
		}
		return out, problem.List{problem.New("process.settings_unreadable", "", "detail", err.Error())}
	}
	return out, nil
}

// nothing are the settings of types that have none.
const nothing = `{"type":"object","additionalProperties":false}`
