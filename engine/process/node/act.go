package node

import (
	"encoding/json"

	"huiyin/engine/action"
	"huiyin/engine/problem"
)

// acts is a compiled node that runs one action and goes on.
type acts struct{ uses []action.CompiledUse }

// Enter runs the action and leaves by the only arrow.
func (n acts) Enter(v Visit) {
	v.Act(n.uses)
	v.Next()
}

// compileAction makes a node out of an action type: the node's settings are the action's.
func compileAction(do string, settings json.RawMessage, scope *Scope) (Node, problem.List) {
	uses, faults := action.Compile([]action.Use{{Key: scope.Key, Do: do, Settings: settings}}, scope.Action)
	out := make(problem.List, len(faults))
	for i, p := range faults {
		// The action stands at "/0/settings"; a problem outside its settings is one of the node as a whole.
		const inner = "/0/settings"
		if len(p.Pointer) >= len(inner) && p.Pointer[:len(inner)] == inner {
			p.Pointer = p.Pointer[len(inner):]
		} else {
			p.Pointer = ""
		}
		out[i] = p
	}
	return acts{uses}, out
}

// settingsOf returns the settings schema of an action type, which a node of the same name shares.
func settingsOf(do string) json.RawMessage {
	if t, ok := action.Types.Get(do); ok {
		return t.Info().Settings
	}
	return json.RawMessage(`{"type":"object"}`)
}
